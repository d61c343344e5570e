using OrleansAiJobs.Grains.Interfaces.Jobs;

namespace OrleansAiJobs.Grains.Jobs;

/// <summary>The errors that are the system's own doing, worded for the person at the page.</summary>
internal static class JobErrors
{
    public static readonly JobError Interrupted = new(
        JobErrorCodes.Interrupted, "The server stopped in the middle of this attempt.", Retryable: true);

    public static readonly JobError InterruptedTooOften = new(
        JobErrorCodes.Interrupted, "The server stopped several times while working on this. Please try again.", Retryable: true);

    public static readonly JobError DeadlineExceeded = new(
        JobErrorCodes.DeadlineExceeded, "The AI service stayed unavailable for too long. Please try again later.", Retryable: true);
}
