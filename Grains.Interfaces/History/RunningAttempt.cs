namespace OrleansAiJobs.Grains.Interfaces.History;

/// <summary>An attempt that is running.</summary>
/// <param name="JobId">Of which job.</param>
/// <param name="Attempt">Its number, from 1: what is held of an earlier one's text is out of date.</param>
[GenerateSerializer]
[Immutable]
[Alias("ai-jobs.RunningAttempt")]
public sealed record RunningAttempt(
    [property: Id(0)] Guid JobId,
    [property: Id(1)] int Attempt);
