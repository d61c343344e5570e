namespace OrleansAiJobs.Grains.Interfaces.Jobs;

/// <summary>The answer to cancel, retry and delete.</summary>
/// <param name="Status">What came of it.</param>
/// <param name="Job">The job afterwards; null when it does not exist (any more).</param>
[GenerateSerializer]
[Immutable]
[Alias("ai-jobs.JobAnswer")]
public sealed record JobAnswer(
    [property: Id(0)] JobAnswerStatus Status,
    [property: Id(1)] JobView? Job);
