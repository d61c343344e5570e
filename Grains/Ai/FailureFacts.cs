namespace OrleansAiJobs.Grains.Ai;

/// <summary>Everything that a failure is judged by.</summary>
internal sealed record FailureFacts
{
    public required Exception Exception { get; init; }

    /// <summary>The HTTP status, where there was an answer.</summary>
    public int? Status { get; init; }

    /// <summary>How long the provider wants to be left alone.</summary>
    public TimeSpan? RetryAfter { get; init; }

    /// <summary>The longest that we are ready to wait for it.</summary>
    public required TimeSpan MaxRetryAfter { get; init; }

    public required DateTimeOffset Now { get; init; }
}
