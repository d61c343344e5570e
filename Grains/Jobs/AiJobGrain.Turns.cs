using Microsoft.Extensions.Logging;
using OrleansAiJobs.Grains.Ai;
using OrleansAiJobs.Grains.Interfaces.Jobs;
using OrleansAiJobs.Grains.Running;
using OrleansAiJobs.Grains.Telemetry;

namespace OrleansAiJobs.Grains.Jobs;

/// <summary>The turns of an attempt: it starts, it ends, another is due; and what recovery does.</summary>
internal sealed partial class AiJobGrain
{
    public async Task PokeAsync(CancellationToken cancellationToken)
    {
        using var turn = await BeginTurnAsync(cancellationToken);
        if (Job is null)
        {
            // A batch stores rows past their grains, and this one may have looked before.
            _row.Doubt();
            await _row.SettleAsync(cancellationToken);
            StartReportingWhatIsThere();
        }

        if (Job is not { } job || job.Status.IsTerminal())
        {
            DeactivateOnIdle();
        }
        else if (IsLeftLying(job))
        {
            await ResumeAsync(job, cancellationToken);
        }
    }

    public async Task<AttemptStart?> StartAttemptAsync(int attempt, string? spanId, CancellationToken cancellationToken)
    {
        using var turn = await BeginTurnAsync(cancellationToken);
        if (Job is { Status: JobStatus.Processing } job && job.Attempt == attempt && job.Owner == rules.Owner)
        {
            // Stored by an earlier call that could not know it.
            _reporter.Changed();
            return StartOf(job);
        }

        if (Job is not { } waiting || JobTransitions.Apply(waiting, rules.AttemptStarted(spanId)) is not { } started)
        {
            return null;
        }

        await SaveAsync(started, cancellationToken);
        await _alarm.ClearAsync();
        return StartOf(started);
    }

    public async Task GiveUpWaitingAsync(CancellationToken cancellationToken)
    {
        using var turn = await BeginTurnAsync(cancellationToken);
        if (Job is { } job
            && rules.DeadlinePassed(job) is { } passed
            && JobTransitions.Apply(job, passed) is { } failed)
        {
            await SaveAsync(failed, cancellationToken);
            _run = null;
            await _alarm.ClearAsync();
        }
    }

    public async Task EndAttemptAsync(int attempt, AiOutcome outcome, CancellationToken cancellationToken)
    {
        using var turn = await BeginTurnAsync(cancellationToken);
        if (Job is not { } job || (HasEnded(job, attempt) ? job : JobTransitions.Apply(job, rules.AttemptEnded(job, attempt, outcome))) is not { } ended)
        {
            return;
        }

        if (ended == job)
        {
            // Stored by an earlier call that could not know it.
            _reporter.Changed();
        }
        else
        {
            // The answer is here and paid for: from now on nothing but the store may keep it from being saved.
            await SaveAsync(ended, CancellationToken.None);
        }

        _run = null;
        if (ended.NextAttemptAt is { } due)
        {
            await _alarm.SetAsync(due);
        }
    }

    /// <summary>The reminder: what is left of a retry when the silo that waited for it has crashed.</summary>
    public async Task ReceiveReminder(string reminderName, TickStatus status)
    {
        using (await BeginTurnAsync(CancellationToken.None))
        {
            if (Job is null or { Status: not (JobStatus.Pending or JobStatus.Processing) })
            {
                await _alarm.ClearLeftoverAsync();
            }
        }

        await PokeAsync(CancellationToken.None);
    }

    private async Task OnRetryDueAsync()
    {
        using var turn = await BeginTurnAsync(CancellationToken.None);
        if (_run is not null || Job is not { Status: JobStatus.Pending, NextAttemptAt: { } due })
        {
            return;
        }

        if (due > rules.Now)
        {
            // Timers count in milliseconds and may ring a fraction of one too early.
            await _alarm.SetAsync(due);
        }
        else
        {
            Begin();
        }
    }

    private static AttemptStart StartOf(AiJobState started) =>
        new(started.Attempt, started.Deadline ?? throw new InvalidOperationException($"Job {started.Id} has begun without a deadline."));

    private bool HasEnded(AiJobState job, int attempt) =>
        _run?.Attempt == attempt && job.Attempt == attempt && job.Status is not JobStatus.Processing;

    private bool IsLeftLying(AiJobState job) => !job.Status.IsTerminal() && _run is null && !_alarm.IsSet;

    private async Task ResumeAsync(AiJobState job, CancellationToken cancellationToken)
    {
        if (JobTransitions.Apply(job, Recovery(job)) is not { } taken)
        {
            return;
        }

        await SaveAsync(taken, cancellationToken);
        runner.Uncalled.Remove(job.Id);
        if (taken.NextAttemptAt is { } due && due > rules.Now)
        {
            Hold();
            await _alarm.SetAsync(due);
        }
        else if (!taken.Status.IsTerminal())
        {
            Begin();
        }
    }

    private JobEvent Recovery(AiJobState job) => job switch
    {
        { Status: not JobStatus.Processing } => rules.Taken(),
        { Attempt: 1 } when job.Owner == rules.Owner && runner.Uncalled.Contains(job.Id) => rules.StartTakenBack(),
        _ => rules.Interrupted(),
    };

    /// <summary>Waits for a slot and asks the AI, beside the grain's turns.</summary>
    private void Begin()
    {
        var run = NewRun(Job!);
        Hold(run);
        run.Start(begun: null);
    }

    private JobRun NewRun(AiJobState job) => new(job, types.Get(job.Type), runner, this, () => _reporter.Grew());

    private void Hold(JobRun run)
    {
        _run = run;
        Hold();
    }

    /// <summary>This activation is at work on the job, and stays until the job is finished and told.</summary>
    private void Hold()
    {
        DelayDeactivation(TimeSpan.MaxValue);
        runner.Held.Add(this.GetPrimaryKey(), this);
    }

    private void StopRun()
    {
        _run?.Stop();
        _run = null;
    }

    /// <summary>The activation goes while the job is unfinished: it is put down without spending an attempt, and taken up elsewhere at once.</summary>
    private async Task HandBackAsync(DeactivationReason reason, CancellationToken cancellationToken)
    {
        if (Job is not { } job || JobTransitions.Apply(job, rules.HandedBack()) is not { } released)
        {
            return;
        }

        try
        {
            await _row.SaveAsync(released, cancellationToken);
            JobMetrics.Changed(job, released);
            LogHandedBack(job.Id, reason.ReasonCode);
            // Not awaited: the call can only be served once this activation is gone.
            this.AsReference<IAiJobTurns>().PokeAsync(CancellationToken.None).Ignore();
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            // Another activation holds it, or the store is away: then the sweeper finds it.
            LogNotHandedBack(e, job.Id);
        }
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Job {JobId} was handed back ({Reason}).")]
    private partial void LogHandedBack(Guid jobId, DeactivationReasonCode reason);

    [LoggerMessage(Level = LogLevel.Information, Message = "Job {JobId} could not be handed back; recovery will find it.")]
    private partial void LogNotHandedBack(Exception exception, Guid jobId);
}
