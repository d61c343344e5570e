using OrleansAiJobs.Grains.Ai;
using OrleansAiJobs.Grains.Interfaces.Jobs;

namespace OrleansAiJobs.Grains.Jobs;

/// <summary>The job's state machine: docs/state-machine.md draws it, and a test holds the page against this class.</summary>
internal static class JobTransitions
{
    /// <summary>What the job becomes; null when its state refuses the event, which then changes nothing.</summary>
    public static AiJobState? Apply(AiJobState job, JobEvent happened) => (job.Status, happened) switch
    {
        (JobStatus.Pending, JobEvent.Taken e) => job with { Owner = e.Owner },
        (JobStatus.Pending, JobEvent.HandedBack) => job with { Owner = null },
        (JobStatus.Pending, JobEvent.AttemptStarted e) => Start(job, e),
        (JobStatus.Pending, JobEvent.CancelRequested e) => End(job, e, JobStatus.Cancelled),
        (JobStatus.Pending, JobEvent.DeadlinePassed e) => End(job, e, JobStatus.Failed) with { Error = JobErrors.DeadlineExceeded },

        (JobStatus.Processing, JobEvent.HandedBack e) => Interrupt(job, e, owner: null),
        (JobStatus.Processing, JobEvent.AttemptSucceeded e) when e.Attempt == job.Attempt => Complete(job, e),
        (JobStatus.Processing, JobEvent.AttemptFailed e) when e.Attempt == job.Attempt => Fail(job, e),
        (JobStatus.Processing, JobEvent.Interrupted e) => Crash(job, e),
        (JobStatus.Processing, JobEvent.StartTakenBack e) => TakeBack(job, e),
        (JobStatus.Processing, JobEvent.CancelRequested e) => End(CloseAttempt(job, e.At, null), e, JobStatus.Cancelled),

        (JobStatus.Failed or JobStatus.Cancelled, JobEvent.RetryRequested e) => Retry(job, e),
        _ => null,
    };

    private static AiJobState Start(AiJobState job, JobEvent.AttemptStarted e) => Changed(job, e) with
    {
        Status = JobStatus.Processing,
        Attempt = job.Attempt + 1,
        Attempts = job.Attempts.Add(new JobAttempt { Number = job.Attempt + 1, StartedAt = e.At, SpanId = e.SpanId }),
        StartedAt = job.StartedAt ?? e.At,
        Deadline = job.Deadline ?? e.At + e.Deadline,
        NextAttemptAt = null,
        Owner = e.Owner,
    };

    private static AiJobState Complete(AiJobState job, JobEvent.AttemptSucceeded e) =>
        End(Account(CloseAttempt(job, e.At, e.Outcome), e.Outcome), e, JobStatus.Completed) with { Result = e.Outcome.Result };

    private static AiJobState Fail(AiJobState job, JobEvent.AttemptFailed e)
    {
        var closed = Account(CloseAttempt(job, e.At, e.Outcome), e.Outcome);
        return e.RetryAt is null
            ? End(closed, e, JobStatus.Failed) with { Error = e.Outcome.Error }
            : Changed(closed, e) with
            {
                Status = JobStatus.Pending,
                NextAttemptAt = e.RetryAt,
                MaxAttempts = job.MaxAttempts + (e.Outcome.Counts ? 0 : 1),
            };
    }

    private static AiJobState Crash(AiJobState job, JobEvent.Interrupted e)
    {
        var interrupted = Interrupt(job, e, e.Owner) with { Interruptions = job.Interruptions + 1 };
        return interrupted.Interruptions < e.MaxInterruptions
            ? interrupted
            : End(interrupted, e, JobStatus.Failed) with { Version = interrupted.Version, Error = JobErrors.InterruptedTooOften };
    }

    // An attempt that was cut off does not count: the limit moves on with it.
    private static AiJobState Interrupt(AiJobState job, JobEvent e, string? owner) =>
        Changed(CloseAttempt(job, e.At, new AiOutcome { Error = JobErrors.Interrupted }), e) with
        {
            Status = JobStatus.Pending,
            MaxAttempts = job.MaxAttempts + 1,
            Owner = owner,
        };

    // Only the first write of a job can leave that open, so this was the first attempt.
    private static AiJobState TakeBack(AiJobState job, JobEvent.StartTakenBack e) => Changed(job, e) with
    {
        Status = JobStatus.Pending,
        Attempt = job.Attempt - 1,
        Attempts = job.Attempts.RemoveAt(job.Attempts.Length - 1),
        StartedAt = null,
        Deadline = null,
        Owner = e.Owner,
    };

    private static AiJobState Retry(AiJobState job, JobEvent.RetryRequested e) => Changed(job, e) with
    {
        Status = JobStatus.Pending,
        MaxAttempts = job.MaxAttempts + e.MoreAttempts,
        Interruptions = 0,
        Deadline = null,
        Result = null,
        Error = null,
        CompletedAt = null,
        Owner = e.Owner,
    };

    private static AiJobState End(AiJobState job, JobEvent e, JobStatus status) => Changed(job, e) with
    {
        Status = status,
        CompletedAt = e.At,
        NextAttemptAt = null,
        Owner = null,
    };

    private static AiJobState Changed(AiJobState job, JobEvent e) => job with { Version = job.Version + 1, ChangedAt = e.At };

    private static AiJobState CloseAttempt(AiJobState job, DateTimeOffset at, AiOutcome? outcome)
    {
        var last = job.Attempts[^1] with
        {
            EndedAt = at,
            Error = outcome?.Error,
            ProviderStatus = outcome?.ProviderStatus,
            ProviderRequestId = outcome?.ProviderRequestId,
            Calls = outcome?.Calls is 1 ? null : outcome?.Calls,
        };
        return job with { Attempts = job.Attempts.SetItem(job.Attempts.Length - 1, last) };
    }

    private static AiJobState Account(AiJobState job, AiOutcome outcome) => outcome.Usage is not { } used ? job : job with
    {
        Usage = new JobUsage(
            used.Model,
            (job.Usage?.InputTokens ?? 0) + used.InputTokens,
            (job.Usage?.OutputTokens ?? 0) + used.OutputTokens),
    };
}
