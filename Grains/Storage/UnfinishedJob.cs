namespace OrleansAiJobs.Grains.Storage;

/// <summary>What recovery needs to know of an unfinished row.</summary>
internal sealed record UnfinishedJob(Guid Id, string? Owner, DateTimeOffset? NextAttemptAt, DateTimeOffset ChangedAt, string? TraceParent);
