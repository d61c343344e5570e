namespace OrleansAiJobs.Grains.Interfaces.Jobs;

/// <summary>How far a job is, in words and as a number.</summary>
/// <param name="Message">For the person at the page.</param>
/// <param name="Percent">0 to 100; never falls within an attempt.</param>
[GenerateSerializer]
[Immutable]
[Alias("ai-jobs.JobProgress")]
public sealed record JobProgress(
    [property: Id(0)] string Message,
    [property: Id(1)] int Percent);
