namespace OrleansAiJobs.Grains.Interfaces.Jobs;

/// <summary>Why an attempt or a job failed.</summary>
/// <param name="Code">One of <see cref="JobErrorCodes"/>; stable, for programs.</param>
/// <param name="Message">What happened and what one can do, for the person at the page.</param>
/// <param name="Retryable">Whether trying again may help.</param>
[GenerateSerializer]
[Immutable]
[Alias("ai-jobs.JobError")]
public sealed record JobError(
    [property: Id(0)] string Code,
    [property: Id(1)] string Message,
    [property: Id(2)] bool Retryable);
