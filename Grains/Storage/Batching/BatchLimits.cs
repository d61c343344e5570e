namespace OrleansAiJobs.Grains.Storage.Batching;

internal sealed record BatchLimits
{
    /// <summary>Batches under way at the same time.</summary>
    public required int Loops { get; init; }

    /// <summary>Rows of one batch at most.</summary>
    public int MaxRows { get; init; } = 512;

    /// <summary>Rows of one batch from which on its loop counts as busy.</summary>
    public int BusyRows { get; init; } = 8;

    /// <summary>How long a busy loop gathers for the next batch. Fuller batches are less work for each row, when there is too much work anyway.</summary>
    public TimeSpan Linger { get; init; } = TimeSpan.FromMilliseconds(6);

    /// <summary>Text of one batch at most, in UTF-16 units; a single row may be longer.</summary>
    public int MaxTextLength { get; init; } = 4 * 1024 * 1024;

    /// <summary>Calls that may wait for each loop; past it callers wait for a place.</summary>
    public int Capacity { get; init; } = 2048;
}
