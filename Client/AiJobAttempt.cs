namespace OrleansAiJobs.Client;

/// <summary>One attempt of a job.</summary>
/// <param name="Number">Counts from 1.</param>
/// <param name="StartedAt">When it began.</param>
/// <param name="EndedAt">When it ended; null while it is under way.</param>
/// <param name="Error">Why it failed; null otherwise.</param>
public sealed record AiJobAttempt(int Number, DateTimeOffset StartedAt, DateTimeOffset? EndedAt, AiJobError? Error);
