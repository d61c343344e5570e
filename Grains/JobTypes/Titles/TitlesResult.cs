namespace OrleansAiJobs.Grains.JobTypes.Titles;

/// <summary>The result of a titles job, and the form in which the AI is to answer.</summary>
internal sealed record TitlesResult(IEnumerable<string> Titles);
