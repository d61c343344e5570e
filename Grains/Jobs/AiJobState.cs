using System.Collections.Immutable;
using OrleansAiJobs.Grains.Interfaces.Jobs;

namespace OrleansAiJobs.Grains.Jobs;

/// <summary>A job as stored: one row of <c>ai_jobs</c>. Immutable, so a change is computed on a copy and replaces it once committed.</summary>
internal sealed record AiJobState
{
    public required Guid Id { get; init; }

    public required Guid UserId { get; init; }

    public required string Type { get; init; }

    public required JobStatus Status { get; init; }

    /// <summary>Grows by one with every stored change; for people. The store's ETag is what decides between two writers.</summary>
    public required int Version { get; init; }

    /// <summary>A JSON object, after trimming and defaults. Never changes. Empty in rows read for a listing.</summary>
    public required string Input { get; init; }

    /// <summary>The input as listings show it, its <c>content</c> cut; the same string as <see cref="Input"/> when nothing had to be cut.</summary>
    public required string InputPreview { get; init; }

    /// <summary>A JSON object; null until completed.</summary>
    public string? Result { get; init; }

    public JobError? Error { get; init; }

    public JobUsage? Usage { get; init; }

    /// <summary>The number of the latest attempt; 0 before the first.</summary>
    public int Attempt { get; init; }

    /// <summary>The number of the last attempt there may be.</summary>
    public required int MaxAttempts { get; init; }

    /// <summary>Crashes that have cut an attempt off since the submit or the last manual retry.</summary>
    public int Interruptions { get; init; }

    /// <summary>Empty in rows read for a listing, save for a job that waits for its next attempt.</summary>
    public ImmutableArray<JobAttempt> Attempts { get; init; } = [];

    public required DateTimeOffset CreatedAt { get; init; }

    public DateTimeOffset? StartedAt { get; init; }

    public DateTimeOffset? CompletedAt { get; init; }

    public DateTimeOffset? NextAttemptAt { get; init; }

    /// <summary>No attempt is made after this; null until the first start since the submit or the last manual retry.</summary>
    public DateTimeOffset? Deadline { get; init; }

    /// <summary>When this version was made.</summary>
    public required DateTimeOffset ChangedAt { get; init; }

    /// <summary>The silo that holds the unfinished job, as <c>SiloAddress.ToParsableString</c> gives it; null when nobody does.</summary>
    public string? Owner { get; init; }
}
