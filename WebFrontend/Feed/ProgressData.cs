using OrleansAiJobs.Grains.Interfaces.Jobs;

namespace OrleansAiJobs.WebFrontend.Feed;

/// <summary>The data of <c>progress</c>.</summary>
internal sealed record ProgressData(
    Guid JobId, int Version, int Attempt, JobProgress Progress, int? QueuePosition, double? EstimatedSecondsRemaining);
