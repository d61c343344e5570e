namespace OrleansAiJobs.Grains.JobTypes.Summary;

/// <summary>The stored input of a summary job.</summary>
internal sealed record SummaryInput(string Content, int MaxWords, string? Tone, string? Language);
