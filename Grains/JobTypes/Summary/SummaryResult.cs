namespace OrleansAiJobs.Grains.JobTypes.Summary;

/// <summary>The result of a summary job, and the form in which the AI is to answer.</summary>
internal sealed record SummaryResult(string Summary);
