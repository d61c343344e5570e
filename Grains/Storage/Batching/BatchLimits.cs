namespace OrleansAiJobs.Grains.Storage.Batching;

internal sealed record BatchLimits
{
    /// <summary>A usual time for <see cref="Lingers"/>.</summary>
    public static readonly TimeSpan Linger = TimeSpan.FromMilliseconds(6);

    /// <summary>
    /// How long each loop gathers for the next batch when it is busy; there are as many loops as times. Fuller batches are less work for each row, when
    /// there is too much work anyway.
    /// </summary>
    public required IReadOnlyList<TimeSpan> Lingers { get; init; }

    /// <summary>Batches under way at the same time.</summary>
    public int Loops => Lingers.Count;

    /// <summary>Rows of one batch at most.</summary>
    public int MaxRows { get; init; } = 512;

    /// <summary>Rows of one batch from which on its loop counts as busy.</summary>
    public int BusyRows { get; init; } = 8;

    /// <summary>Text of one batch at most, in UTF-16 units; a single row may be longer.</summary>
    public int MaxTextLength { get; init; } = 4 * 1024 * 1024;

    /// <summary>Calls that may wait for each loop; past it callers wait for a place.</summary>
    public int Capacity { get; init; } = 2048;
}
