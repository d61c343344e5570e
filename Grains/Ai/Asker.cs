namespace OrleansAiJobs.Grains.Ai;

/// <summary>Who asks the AI: answers are remembered for each user alone, and forgotten with the job.</summary>
internal sealed record Asker(Guid UserId, Guid JobId);
