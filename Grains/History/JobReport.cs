using OrleansAiJobs.Grains.Interfaces.History;
using OrleansAiJobs.Grains.Interfaces.Jobs;

namespace OrleansAiJobs.Grains.History;

/// <summary>What a job tells its user's grain.</summary>
/// <param name="JobId">The job.</param>
/// <param name="Removed">It has been deleted.</param>
/// <param name="Job">Its newest state as in listings; null when only text or live members have changed, or when it was deleted.</param>
/// <param name="Live">Text and live members; null when there is nothing to tell of them.</param>
[GenerateSerializer]
[Immutable]
[Alias("ai-jobs.JobReport")]
internal sealed record JobReport(
    [property: Id(0)] Guid JobId,
    [property: Id(1)] bool Removed,
    [property: Id(2)] JobView? Job,
    [property: Id(3)] FeedLive? Live);
