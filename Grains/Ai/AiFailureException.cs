namespace OrleansAiJobs.Grains.Ai;

/// <summary>A failure whose kind is known where it is noticed; the SDK would pass it over or disguise it.</summary>
internal sealed class AiFailureException : Exception
{
    public AiFailureException()
    {
    }

    public AiFailureException(string message) : base(message)
    {
    }

    public AiFailureException(string message, Exception innerException) : base(message, innerException)
    {
    }

    public AiFailureException(FailureKind kind, Exception? innerException = null) : base($"Asking the AI failed: {kind}.", innerException) =>
        Kind = kind;

    public FailureKind Kind { get; }
}
