using System.Text.Json;
using OrleansAiJobs.Grains.History;
using OrleansAiJobs.Grains.Interfaces.Jobs;
using OrleansAiJobs.Grains.Running;
using OrleansAiJobs.Grains.Storage;
using OrleansAiJobs.Grains.Telemetry;

namespace OrleansAiJobs.Grains.Jobs;

/// <summary>How a job comes into being.</summary>
internal sealed partial class AiJobGrain
{
    public async Task<SubmitAnswer> SubmitAsync(JobSubmission submission, CancellationToken cancellationToken)
    {
        if (!types.TryGet(submission.Type, out var type))
        {
            return Refused(new SubmitAnswer { Status = SubmitStatus.UnknownType, KnownTypes = types.Names });
        }

        var input = type.ReadInput(JsonElement.Parse(submission.Input));
        if (input.Json is not { } json)
        {
            return Refused(new SubmitAnswer { Status = SubmitStatus.Invalid, Errors = input.Errors });
        }

        var submitted = rules.NewJob(this.GetPrimaryKey(), submission, json);
        if (submission.IdIsNew)
        {
            _row.TakeAsNew();
        }

        using var turn = await BeginTurnAsync(cancellationToken);
        if (Job is { } job)
        {
            return await GiveAgainAsync(job, submitted, cancellationToken);
        }

        if (await FindRefusalAsync(submitted, submission.OnlyKnown, cancellationToken) is { } status)
        {
            return Refused(new SubmitAnswer { Status = status });
        }

        await SaveNewAsync(submitted, cancellationToken);
        return new SubmitAnswer { Status = SubmitStatus.Accepted, Job = Full(submitted), IsNew = true };
    }

    /// <summary>Where a slot is free, one write stores that the job is there and that its first attempt begins.</summary>
    private async Task SaveNewAsync(AiJobState submitted, CancellationToken cancellationToken)
    {
        var run = NewRun(submitted);
        var begun = run.TryTakeSlot() ? JobTransitions.Apply(submitted, rules.AttemptStarted(run.SpanId)) : null;
        try
        {
            await _row.SaveAsync(begun ?? submitted, cancellationToken);
        }
        catch when (begun is not null)
        {
            // Stored or not, nobody will call the AI for this start.
            runner.Uncalled.Add(begun.Id);
            run.Dispose();
            throw;
        }

        JobMetrics.Accepted(submitted.Type, jobs: 1);
        StartReporting(submitted.UserId);
        Hold(run);
        GoOnAsync(run, begun).Ignore();
    }

    private async Task GoOnAsync(JobRun run, AiJobState? begun)
    {
        if (begun is null)
        {
            // It takes its place in the queue first.
            run.Start(begun: null);
        }

        var pause = startNews.NextPause();
        if (pause == TimeSpan.Zero)
        {
            // On a busy silo the answer waits for many others anyway.
            await SentFirst.AnswerAsync();
        }

        _reporter.Changed(pause);
        if (begun is not null)
        {
            run.Start(StartOf(begun));
        }
    }

    private async Task<SubmitAnswer> GiveAgainAsync(AiJobState job, AiJobState submitted, CancellationToken cancellationToken)
    {
        // An attempt that another silo has begun may be under way there; recovery knows.
        if (IsLeftLying(job) && (job.Status is JobStatus.Pending || job.Owner == rules.Owner))
        {
            // Stored by an earlier call that could not know it.
            JobMetrics.Accepted(job.Type, jobs: 1);
            await ResumeAsync(job, cancellationToken);
        }

        return Resubmission.IsSame(job, submitted)
            ? new SubmitAnswer { Status = SubmitStatus.Accepted, Job = Full(Job!) }
            : new SubmitAnswer { Status = SubmitStatus.Conflict };
    }

    private async Task<SubmitStatus?> FindRefusalAsync(AiJobState submitted, bool onlyKnown, CancellationToken cancellationToken)
    {
        if (Resubmission.IsRefused(_row.DeletedAt, rules.Now))
        {
            return SubmitStatus.Deleted;
        }

        if (onlyKnown)
        {
            return SubmitStatus.NotKnown;
        }

        return await AdmitAsync(submitted, cancellationToken) ? null : SubmitStatus.TooManyActive;
    }

    private SubmitAnswer Refused(SubmitAnswer answer)
    {
        // Nothing to remember: an id that never became a job.
        if (Job is null)
        {
            DeactivateOnIdle();
        }

        return answer;
    }

    // Not for longer: meanwhile nobody can cancel. Whoever asked may ask again.
    private async ValueTask<bool> AdmitAsync(AiJobState unfinished, CancellationToken cancellationToken) =>
        open.TryAdmit(unfinished.UserId, unfinished.Id, unfinished.Version, rules.Now)
        || await GrainFactory.GetGrain<IUserHistoryReports>(unfinished.UserId).AdmitAsync([unfinished.Id], unfinished.Version, cancellationToken)
            .WaitAsync(StoreTimeout.Call, runner.Time, cancellationToken);
}
