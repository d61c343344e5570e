namespace OrleansAiJobs.Grains.JobTypes.Titles;

/// <summary>The stored input of a titles job.</summary>
internal sealed record TitlesInput(string Content, int Count, string? Tone, string? Language);
