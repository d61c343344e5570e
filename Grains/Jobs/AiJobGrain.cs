using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Orleans.Placement;
using Orleans.Storage;
using OrleansAiJobs.Grains.History;
using OrleansAiJobs.Grains.Interfaces.Jobs;
using OrleansAiJobs.Grains.JobTypes;
using OrleansAiJobs.Grains.Running;
using OrleansAiJobs.Grains.Telemetry;

namespace OrleansAiJobs.Grains.Jobs;

/// <summary>
/// Loads, applies, saves, tells: the rules are in <see cref="JobTransitions"/> and <see cref="RetryPolicy"/>, the work in <see cref="JobRun"/>.
/// Not reentrant; reads interleave and see the last committed state.
/// </summary>
/// <remarks>
/// A new one is where its id says (<see cref="NewJobPlaces"/>), others are placed at random: Orleans' own choice looks at figures that are seconds old, and put 53 of 60
/// jobs that came at once on one of two silos.
/// </remarks>
[RandomPlacement]
[CollectionAgeLimit(Minutes = 2)]
internal sealed partial class AiJobGrain(
    [FromKeyedServices(AiJobGrain.StorageName)] IGrainStorage storage,
    JobTypeCatalog types,
    JobRunner runner,
    JobRules rules,
    OpenWindows open,
    StartNews startNews,
    LivePace livePace,
    ILogger<AiJobGrain> logger) : Grain, IAiJobGrain, IAiJobTurns, IRemindable, IReportSource, IDisposable
{
    /// <summary>The grain storage whose state is the row of <c>ai_jobs</c>.</summary>
    public const string StorageName = "ai_jobs";

    private ILogger _log = null!;
    private CommittedJob _row = null!;
    private JobReporter _reporter = null!;
    private RetryAlarm _alarm = null!;
    private JobRun? _run;

    private AiJobState? Job => _row.Job;

    public override async Task OnActivateAsync(CancellationToken cancellationToken)
    {
        _row = new CommittedJob(storage, this.GetGrainId());
        await _row.OpenAsync(cancellationToken);
        _log = new JobLogger(logger, this.GetPrimaryKey(), () => Job?.TraceParent);
        _alarm = new RetryAlarm(this, this.GetPrimaryKey(), runner.Time, OnRetryDueAsync, _log);
        StartReportingWhatIsThere();
    }

    public override async Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
    {
        StopRun();
        runner.Held.Remove(this.GetPrimaryKey(), this);
        // An answer that is just being stored is let through.
        using var turn = await _row.EnterAsync(cancellationToken);
        if (_reporter is not null)
        {
            await _reporter.StopAsync();
        }

        await HandBackAsync(reason, cancellationToken);
    }

    public async Task<JobView?> GetAsync(Guid userId, CancellationToken cancellationToken)
    {
        await LookAsync(cancellationToken);
        return Owned(userId) is { } job ? Full(job) : null;
    }

    public async Task<JobView?> GetItemAsync(Guid userId, CancellationToken cancellationToken)
    {
        await LookAsync(cancellationToken);
        return Owned(userId) is null ? null : Item();
    }

    public async Task<JobText?> GetTextAsync(Guid userId, CancellationToken cancellationToken)
    {
        await LookAsync(cancellationToken);
        return Owned(userId) is null ? null : Text();
    }

    public async Task<JobAnswer> CancelAsync(Guid userId, CancellationToken cancellationToken)
    {
        using var turn = await BeginTurnAsync(cancellationToken);
        if (Owned(userId) is not { } job)
        {
            return new JobAnswer(JobAnswerStatus.NotFound, null);
        }

        if (JobTransitions.Apply(job, new JobEvent.CancelRequested { At = rules.Now }) is not { } cancelled)
        {
            var status = job.Status is JobStatus.Cancelled ? JobAnswerStatus.Unchanged : JobAnswerStatus.AlreadyFinished;
            return new JobAnswer(status, Full(job));
        }

        // Saved first: once it says cancelled, whatever the aborted call still brings is refused.
        await SaveAsync(cancelled, cancellationToken);
        StopRun();
        await _alarm.ClearAsync();
        return new JobAnswer(JobAnswerStatus.Done, Full(cancelled));
    }

    public async Task<JobAnswer> RetryAsync(Guid userId, CancellationToken cancellationToken)
    {
        using var turn = await BeginTurnAsync(cancellationToken);
        if (Owned(userId) is not { } job)
        {
            return new JobAnswer(JobAnswerStatus.NotFound, null);
        }

        if (JobTransitions.Apply(job, rules.Retry()) is not { } pending)
        {
            return new JobAnswer(JobAnswerStatus.NotRetryable, Full(job));
        }

        if (!await AdmitAsync(pending, cancellationToken))
        {
            return new JobAnswer(JobAnswerStatus.TooManyActive, Full(job));
        }

        await SaveAsync(pending, cancellationToken);
        Begin();
        return new JobAnswer(JobAnswerStatus.Done, Full(pending));
    }

    public async Task<JobAnswer> DeleteAsync(Guid userId, CancellationToken cancellationToken)
    {
        using var turn = await BeginTurnAsync(cancellationToken);
        if (Owned(userId) is not { } job)
        {
            return new JobAnswer(JobAnswerStatus.NotFound, null);
        }

        if (!job.Status.IsTerminal())
        {
            return new JobAnswer(JobAnswerStatus.StillRunning, Full(job));
        }

        await _row.RemoveAsync(JobIds.MayComeAgain(job.Id) ? rules.Now : null, cancellationToken);
        _reporter.Changed();
        await runner.Ai.ForgetAsync(job.Id, cancellationToken);
        return new JobAnswer(JobAnswerStatus.Done, null);
    }

    public async Task WatchedAsync()
    {
        await LookAsync(CancellationToken.None);
        _reporter?.Watched();
    }

    public void Dispose() => _run?.Dispose();

    private AiJobState? Owned(Guid userId) => Job is { } job && job.UserId == userId ? job : null;

    /// <summary>For every turn that may write; it may bring a job to light whose insert seemed to fail.</summary>
    private async Task<CommittedJob.Turn> BeginTurnAsync(CancellationToken cancellationToken)
    {
        var turn = await _row.BeginTurnAsync(cancellationToken);
        StartReportingWhatIsThere();
        return turn;
    }

    /// <summary>For calls that interleave with turns: the first of them makes sure that <see cref="Job"/> is what the store holds.</summary>
    private async ValueTask LookAsync(CancellationToken cancellationToken)
    {
        if (_row.IsUnread)
        {
            using var turn = await BeginTurnAsync(cancellationToken);
        }
    }

    private void StartReportingWhatIsThere()
    {
        if (Job is { } job && _reporter is null)
        {
            StartReporting(job.UserId);
        }
    }

    /// <summary>Save, then tell.</summary>
    private async Task SaveAsync(AiJobState next, CancellationToken cancellationToken)
    {
        var before = Job;
        try
        {
            await _row.SaveAsync(next, cancellationToken);
        }
        catch (InconsistentStateException)
        {
            // Another activation holds the job. Orleans sees to it where a call fails, but not where the run has come to the end of an attempt.
            DeactivateOnIdle();
            throw;
        }

        if (before is not null)
        {
            JobMetrics.Changed(before, next);
        }

        _reporter.Changed();
    }

    private void StartReporting(Guid userId) => _reporter = new JobReporter(
        this.GetPrimaryKey(), report => TellAsync(userId, report), this, livePace, TaskScheduler.Current, runner.Time, _log);

    private ValueTask<ReportAck> TellAsync(Guid userId, JobReport report) => open.Report(userId, report, rules.Now) is { } taken
        ? ValueTask.FromResult(taken)
        : new ValueTask<ReportAck>(GrainFactory.GetGrain<IUserHistoryReports>(userId).ReportAsync(report));
}
