namespace OrleansAiJobs.Grains.Storage;

/// <summary>The store could not be reached, or refused what it was asked.</summary>
[GenerateSerializer]
[Alias("ai-jobs.StorageException")]
internal sealed class StorageException : Exception
{
    /// <summary>Whether it may pass by itself.</summary>
    [Id(0)]
    public bool IsTransient { get; init; }

    public StorageException()
    {
    }

    public StorageException(string message) : base(message)
    {
    }

    public StorageException(string message, Exception innerException) : base(message, innerException)
    {
    }
}
