using System.Text.Json;
using OrleansAiJobs.Grains.History;
using OrleansAiJobs.Grains.Interfaces.Jobs;
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

        // What this turn calls must not take its own id for a new one.
        NewJobId.Forget();
        var submitted = rules.NewJob(this.GetPrimaryKey(), submission, json);
        if (await SettleAsync(cancellationToken) is { } job)
        {
            return await GiveAgainAsync(job, submitted, cancellationToken);
        }

        if (await FindRefusalAsync(submitted, submission.OnlyKnown, cancellationToken) is { } status)
        {
            return Refused(new SubmitAnswer { Status = status });
        }

        await _row.SaveAsync(submitted, cancellationToken);
        JobMetrics.Accepted(submitted.Type, jobs: 1);
        StartReporting(submitted.UserId);
        Begin();
        _reporter.Changed();
        return new SubmitAnswer { Status = SubmitStatus.Accepted, Job = Full(submitted), IsNew = true };
    }

    private async Task<SubmitAnswer> GiveAgainAsync(AiJobState job, AiJobState submitted, CancellationToken cancellationToken)
    {
        if (IsLeftLying(job))
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
    private Task<bool> AdmitAsync(AiJobState unfinished, CancellationToken cancellationToken) =>
        GrainFactory.GetGrain<IUserHistoryReports>(unfinished.UserId).AdmitAsync([unfinished.Id], unfinished.Version, cancellationToken)
            .WaitAsync(StoreTimeout.Call, runner.Time, cancellationToken);
}
