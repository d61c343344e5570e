namespace OrleansAiJobs.Client;

/// <summary>Which jobs of a history; null stands for all.</summary>
/// <param name="Type">The job's type.</param>
/// <param name="Status">Where it stands.</param>
public sealed record AiJobsFilter(string? Type = null, AiJobStatus? Status = null);
