using System.Collections.Immutable;
using OrleansAiJobs.Grains.Interfaces.Jobs;

namespace OrleansAiJobs.Grains.Jobs;

/// <summary>A job as stored: one row of <c>ai_jobs</c>. Immutable, so a change is computed on a copy and replaces it once committed.</summary>
[GenerateSerializer]
[Immutable]
[Alias("ai-jobs.AiJobState")]
internal sealed record AiJobState
{
    [Id(0)]
    public required Guid Id { get; init; }

    [Id(1)]
    public required Guid UserId { get; init; }

    [Id(2)]
    public required string Type { get; init; }

    [Id(3)]
    public required JobStatus Status { get; init; }

    /// <summary>Grows by one with every stored change; for people. The store's ETag is what decides between two writers.</summary>
    [Id(4)]
    public required int Version { get; init; }

    /// <summary>A JSON object, after trimming and defaults. Never changes. Empty in rows read for a listing.</summary>
    [Id(5)]
    public required string Input { get; init; }

    /// <summary>The input as listings show it, its <c>content</c> cut; the same string as <see cref="Input"/> when nothing had to be cut.</summary>
    [Id(6)]
    public required string InputPreview { get; init; }

    /// <summary>A JSON object; null until completed.</summary>
    [Id(7)]
    public string? Result { get; init; }

    [Id(8)]
    public JobError? Error { get; init; }

    [Id(9)]
    public JobUsage? Usage { get; init; }

    /// <summary>The number of the latest attempt; 0 before the first.</summary>
    [Id(10)]
    public int Attempt { get; init; }

    /// <summary>The number of the last attempt there may be.</summary>
    [Id(11)]
    public required int MaxAttempts { get; init; }

    /// <summary>Crashes that have cut an attempt off since the submit or the last manual retry.</summary>
    [Id(12)]
    public int Interruptions { get; init; }

    /// <summary>Empty in rows read for a listing, save for a job that waits for its next attempt.</summary>
    [Id(13)]
    public ImmutableArray<JobAttempt> Attempts { get; init; } = [];

    [Id(14)]
    public required DateTimeOffset CreatedAt { get; init; }

    [Id(15)]
    public DateTimeOffset? StartedAt { get; init; }

    [Id(16)]
    public DateTimeOffset? CompletedAt { get; init; }

    [Id(17)]
    public DateTimeOffset? NextAttemptAt { get; init; }

    /// <summary>No attempt is made after this; null until the first start since the submit or the last manual retry.</summary>
    [Id(18)]
    public DateTimeOffset? Deadline { get; init; }

    /// <summary>When this version was made.</summary>
    [Id(19)]
    public required DateTimeOffset ChangedAt { get; init; }

    /// <summary>The silo that holds the unfinished job, as <c>SiloAddress.ToParsableString</c> gives it; null when nobody does.</summary>
    [Id(20)]
    public string? Owner { get; init; }

    /// <summary>How many jobs were submitted together, this one among them; null when it was submitted alone, and in rows read for a listing.</summary>
    [Id(21)]
    public int? BatchSize { get; init; }

    /// <summary>The span of the submit, as a W3C <c>traceparent</c>: whatever happens to the job, in whatever process, belongs to its trace. Null in rows read for a listing.</summary>
    [Id(22)]
    public string? TraceParent { get; init; }
}
