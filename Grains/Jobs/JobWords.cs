using OrleansAiJobs.Grains.Braking;
using OrleansAiJobs.Grains.Interfaces.Jobs;

namespace OrleansAiJobs.Grains.Jobs;

/// <summary>What the person at the page reads about a job's progress.</summary>
internal static class JobWords
{
    /// <param name="job">The job.</param>
    /// <param name="working">The type's word for work under way.</param>
    /// <param name="percent">How far the running attempt is; ignored in other states.</param>
    /// <param name="now">Counts down to the next attempt.</param>
    /// <param name="brake">Why nothing starts at will; null when the road is open.</param>
    public static JobProgress Progress(AiJobState job, string working, int percent, DateTimeOffset now, BrakeNotice? brake) => job.Status switch
    {
        JobStatus.Pending when job.NextAttemptAt is { } due => new JobProgress(Retry(job, due, now), 0),
        JobStatus.Pending => new JobProgress(Waiting(brake), 0),
        JobStatus.Processing => new JobProgress(working, percent),
        JobStatus.Completed => new JobProgress("Done!", 100),
        JobStatus.Failed => new JobProgress("Failed.", 0),
        JobStatus.Cancelled => new JobProgress("Cancelled.", 0),
        _ => throw new ArgumentOutOfRangeException(nameof(job), job.Status, "Unknown status."),
    };

    private static string Retry(AiJobState job, DateTimeOffset due, DateTimeOffset now)
    {
        var seconds = Math.Max(1, Math.Ceiling((due - now).TotalSeconds));
        return $"{Reason(job.Attempts[^1].Error)} Trying again in {seconds:0} s (attempt {job.Attempt + 1} of {job.MaxAttempts}).";
    }

    private static string Waiting(BrakeNotice? brake) => brake switch
    {
        null => "Waiting…",
        { Mode: BrakeMode.Slowed } => "Waiting… The AI service is busy, so jobs start more slowly.",
        { Mode: BrakeMode.Broken, TryAgainIn: { } wait } =>
            $"Waiting… The AI service is not available right now. Trying it again in {Math.Max(1, Math.Ceiling(wait.TotalSeconds)):0} s.",
        { Mode: BrakeMode.Broken } => "Waiting… The AI service is not available right now. Trying it again.",
        _ => "Waiting… Jobs start one after the other, to keep within this site's limit at the AI service.",
    };

    private static string Reason(JobError? error) => error?.Code switch
    {
        JobErrorCodes.ProviderRateLimited => "The AI service is busy.",
        JobErrorCodes.ProviderUnavailable => "The AI service is not available right now.",
        JobErrorCodes.ProviderTimeout => "The AI service took too long.",
        JobErrorCodes.InvalidResponse => "The AI's answer was not usable.",
        _ => "Something went wrong.",
    };
}
