using Microsoft.Extensions.Logging;
using Orleans.Placement;
using Orleans.Storage;
using OrleansAiJobs.Grains.History;
using OrleansAiJobs.Grains.Interfaces.Jobs;
using OrleansAiJobs.Grains.JobTypes;
using OrleansAiJobs.Grains.Storage;
using OrleansAiJobs.Grains.Telemetry;

namespace OrleansAiJobs.Grains.Jobs;

/// <summary>Stores a batch in one transaction, its rows without an owner, and pokes each job; what no poke reaches, the sweeper finds.</summary>
[RandomPlacement]
internal sealed partial class JobBatchGrain(IAiJobStore store, JobTypeCatalog types, JobRules rules, TimeProvider time, ILogger<JobBatchGrain> logger)
    : Grain, IJobBatchGrain
{
    private static readonly TimeSpan PokePatience = TimeSpan.FromSeconds(1);

    public async Task<JobBatchAnswer> SubmitAsync(JobBatch batch, CancellationToken cancellationToken)
    {
        // Nothing to remember: the rows tell.
        DeactivateOnIdle();
        var judged = CheckedBatch.Read(batch, types);
        if (judged.Refusal is { } refusal)
        {
            return refusal;
        }

        var jobs = rules.NewBatch(batch, judged.Inputs);
        if (JobIds.MayComeAgain(jobs[0].Id) && await FindAsync(jobs, cancellationToken) is { } known)
        {
            return known;
        }

        if (batch.OnlyKnown)
        {
            return new JobBatchAnswer { Status = SubmitStatus.NotKnown };
        }

        if (!await AdmitAsync(jobs, cancellationToken))
        {
            return new JobBatchAnswer { Status = SubmitStatus.TooManyActive };
        }

        return await StoreAsync(jobs, cancellationToken);
    }

    private async Task<JobBatchAnswer> StoreAsync(IReadOnlyList<AiJobState> jobs, CancellationToken cancellationToken)
    {
        try
        {
            await store.InsertAllAsync(jobs, cancellationToken);
        }
        catch (InconsistentStateException)
        {
            // Stored by an earlier call that could not know it, or by a faster one.
            if (await FindAsync(jobs, cancellationToken) is { } stored)
            {
                return stored;
            }

            throw;
        }

        foreach (var job in jobs)
        {
            JobMetrics.Accepted(job.Type, jobs: 1);
        }

        await PokeAllAsync(jobs, cancellationToken);
        return new JobBatchAnswer { Status = SubmitStatus.Accepted, Jobs = [.. jobs.Select(View)], IsNew = true };
    }

    private Task<bool> AdmitAsync(IReadOnlyList<AiJobState> jobs, CancellationToken cancellationToken) =>
        GrainFactory.GetGrain<IUserHistoryReports>(jobs[0].UserId).AdmitAsync([.. jobs.Select(job => job.Id)], jobs[0].Version, cancellationToken)
            .WaitAsync(StoreTimeout.Call, time, cancellationToken);

    /// <summary>The answer to a batch whose ids are known; null when none is.</summary>
    private async Task<JobBatchAnswer?> FindAsync(IReadOnlyList<AiJobState> jobs, CancellationToken cancellationToken)
    {
        var found = await Task.WhenAll(jobs.Select(job => store.FindAsync(job.Id, cancellationToken)));
        if (Resubmission.Judge(found, jobs, rules.Now) is not { } status)
        {
            return null;
        }

        if (status is not SubmitStatus.Accepted)
        {
            return new JobBatchAnswer { Status = status };
        }

        var views = await Task.WhenAll(jobs.Select(job => GrainFactory.GetGrain<IAiJobGrain>(job.Id).GetAsync(job.UserId, cancellationToken)));
        return new JobBatchAnswer { Status = status, Jobs = [.. views.Zip(found, (view, row) => view ?? View(row!.Stored!.Job))] };
    }

    /// <summary>Awaited, since a job grain that was asked before may still believe that there is no row.</summary>
    private async Task PokeAllAsync(IReadOnlyList<AiJobState> jobs, CancellationToken cancellationToken)
    {
        try
        {
            await Task.WhenAll(jobs.Select(job => GrainFactory.GetGrain<IAiJobTurns>(job.Id).PokeAsync(cancellationToken)))
                .WaitAsync(PokePatience, time, cancellationToken);
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            // They are stored, so the batch is accepted.
            LogNotPoked(e, jobs.Count, jobs[0].Id);
        }
    }

    private JobView View(AiJobState job) => JobViews.Full(
        job, new JobLive { Progress = JobWords.Progress(job, types.WorkingMessage(job.Type), 0, rules.Now, brake: null) });

    [LoggerMessage(Level = LogLevel.Warning, Message = "Not every one of {Count} jobs could be started at once, the first being {JobId}; recovery will find the others.")]
    private partial void LogNotPoked(Exception exception, int count, Guid jobId);
}
