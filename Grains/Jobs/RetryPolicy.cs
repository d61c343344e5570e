using OrleansAiJobs.Grains.Ai;

namespace OrleansAiJobs.Grains.Jobs;

/// <summary>Decides whether and when a failed attempt is followed by another.</summary>
/// <remarks>
/// Exponential backoff with full jitter: a random part of <c>base × 2^(n-1)</c>, at most a minute.
/// Source: M. Brooker, "Exponential Backoff and Jitter", AWS Architecture Blog, 2015.
/// </remarks>
internal static class RetryPolicy
{
    private static readonly TimeSpan MaxDelay = TimeSpan.FromMinutes(1);

    /// <param name="job">The job in the failed attempt.</param>
    /// <param name="outcome">How the attempt failed.</param>
    /// <param name="baseDelay">The bound of the first delay.</param>
    /// <param name="now">The time of the failure.</param>
    /// <param name="random">From [0, 1): where within the bound the delay falls.</param>
    public static RetryDecision Decide(AiJobState job, AiOutcome outcome, TimeSpan baseDelay, DateTimeOffset now, double random)
    {
        if (outcome.Error is not { Retryable: true } || (outcome.Counts && job.Attempt >= job.MaxAttempts))
        {
            return RetryDecision.Never;
        }

        var at = now + Delay(job, outcome, baseDelay, random);
        return at > job.Deadline ? RetryDecision.TooLate : new RetryDecision(at, PastDeadline: false);
    }

    private static TimeSpan Delay(AiJobState job, AiOutcome outcome, TimeSpan baseDelay, double random)
    {
        var doublings = Math.Min(job.Attempt - 1, 16);
        var bound = Math.Min(baseDelay.TotalMilliseconds * (1 << doublings), MaxDelay.TotalMilliseconds);
        var jittered = TimeSpan.FromMilliseconds(bound * random);
        // Everybody who was refused was told the same time: the jitter comes on top, so that they do not all return at once.
        return outcome.RetryAfter is { } asked ? asked + jittered : jittered;
    }
}
