using OrleansAiJobs.Grains.Jobs;

namespace OrleansAiJobs.Grains.Storage;

/// <summary>A row and the ETag it had.</summary>
internal sealed record StoredJob(AiJobState Job, string ETag);
