namespace OrleansAiJobs.Grains.Storage;

/// <summary>A row that retention has deleted.</summary>
internal sealed record RemovedJob(Guid Id, Guid UserId);
