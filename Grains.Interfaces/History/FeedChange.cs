using OrleansAiJobs.Grains.Interfaces.Jobs;

namespace OrleansAiJobs.Grains.Interfaces.History;

/// <summary>A job has changed or is gone. It carries state, not a difference: a later one replaces an earlier one.</summary>
/// <param name="Number">Its number in the feed.</param>
/// <param name="JobId">The job.</param>
/// <param name="Job">The job as in listings; null when it was deleted.</param>
[GenerateSerializer]
[Immutable]
[Alias("ai-jobs.FeedChange")]
public sealed record FeedChange(
    [property: Id(0)] long Number,
    [property: Id(1)] Guid JobId,
    [property: Id(2)] JobView? Job);
