namespace OrleansAiJobs.Grains.Interfaces.Jobs;

public static class JobStatusExtensions
{
    /// <summary>True for completed, failed and cancelled.</summary>
    public static bool IsTerminal(this JobStatus status) =>
        status is JobStatus.Completed or JobStatus.Failed or JobStatus.Cancelled;
}
