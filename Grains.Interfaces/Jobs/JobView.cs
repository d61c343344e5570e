namespace OrleansAiJobs.Grains.Interfaces.Jobs;

/// <summary>A job as its user sees it.</summary>
[GenerateSerializer]
[Immutable]
[Alias("ai-jobs.JobView")]
public sealed record JobView
{
    [Id(0)]
    public required Guid Id { get; init; }

    [Id(1)]
    public required string Type { get; init; }

    [Id(2)]
    public required JobStatus Status { get; init; }

    /// <summary>Grows by one with every stored change.</summary>
    [Id(3)]
    public required int Version { get; init; }

    /// <summary>The input as a JSON object, after trimming and defaults; in listings its <c>content</c> is cut.</summary>
    [Id(4)]
    public required string Input { get; init; }

    [Id(5)]
    public required JobLive Live { get; init; }

    /// <summary>The number of the latest attempt; 0 before the first.</summary>
    [Id(6)]
    public required int Attempt { get; init; }

    /// <summary>The number of the last attempt there may be; grows with each attempt that does not count.</summary>
    [Id(7)]
    public required int MaxAttempts { get; init; }

    /// <summary>When the next attempt is due; set only while the job waits for it.</summary>
    [Id(8)]
    public DateTimeOffset? NextAttemptAt { get; init; }

    /// <summary>Every attempt, the oldest first; empty in listings.</summary>
    [Id(9)]
    public IReadOnlyList<JobAttempt> Attempts { get; init; } = [];

    /// <summary>The result as a JSON object; null until completed.</summary>
    [Id(10)]
    public string? Result { get; init; }

    [Id(11)]
    public JobError? Error { get; init; }

    [Id(12)]
    public JobUsage? Usage { get; init; }

    [Id(13)]
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When the first attempt began.</summary>
    [Id(14)]
    public DateTimeOffset? StartedAt { get; init; }

    /// <summary>When the job reached its terminal state.</summary>
    [Id(15)]
    public DateTimeOffset? CompletedAt { get; init; }
}
