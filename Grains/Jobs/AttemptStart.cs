namespace OrleansAiJobs.Grains.Jobs;

/// <summary>The attempt that has been put on record and may ask the AI.</summary>
/// <param name="Number">Counts from 1 over the job's whole life.</param>
/// <param name="Deadline">When the job must be over: the call is aborted then.</param>
[GenerateSerializer]
[Immutable]
[Alias("ai-jobs.AttemptStart")]
internal sealed record AttemptStart([property: Id(0)] int Number, [property: Id(1)] DateTimeOffset Deadline);
