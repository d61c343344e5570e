using OrleansAiJobs.Grains.Interfaces.History;
using OrleansAiJobs.Grains.Interfaces.Jobs;

namespace OrleansAiJobs.WebFrontend.Jobs;

/// <summary>The grain calls behind the endpoints. Whatever changes a job goes on when the caller hangs up.</summary>
internal sealed class JobCalls(IGrainFactory grains, TimedCalls calls)
{
    /// <summary>Repeated if need be: the same id makes the same job.</summary>
    /// <param name="id">The job's id.</param>
    /// <param name="submission">What is asked for.</param>
    public Task<SubmitAnswer> SubmitAsync(Guid id, JobSubmission submission)
    {
        var next = submission;
        return calls.RepeatAsync(
            token =>
            {
                var call = Job(id).SubmitAsync(next, token);
                next = submission with { IdIsNew = false };
                return call;
            },
            CancellationToken.None);
    }

    /// <summary>The same.</summary>
    public Task<JobBatchAnswer> SubmitAsync(JobBatch batch) =>
        calls.RepeatAsync(token => grains.GetGrain<IJobBatchGrain>(batch.Jobs[0].Id).SubmitAsync(batch, token), CancellationToken.None);

    public Task<JobView?> GetAsync(Guid id, Guid userId, CancellationToken cancellationToken) =>
        calls.RepeatAsync(token => Job(id).GetAsync(userId, token), cancellationToken);

    public Task<JobAnswer> CancelAsync(Guid id, Guid userId) =>
        calls.OnceAsync(token => Job(id).CancelAsync(userId, token), CancellationToken.None);

    public Task<JobAnswer> RetryAsync(Guid id, Guid userId) =>
        calls.OnceAsync(token => Job(id).RetryAsync(userId, token), CancellationToken.None);

    public Task<JobAnswer> DeleteAsync(Guid id, Guid userId) =>
        calls.OnceAsync(token => Job(id).DeleteAsync(userId, token), CancellationToken.None);

    public Task<HistoryPage> GetPageAsync(Guid userId, HistoryQuery query, CancellationToken cancellationToken) =>
        calls.RepeatAsync(token => History(userId).GetPageAsync(query, token), cancellationToken);

    public Task<UserStats> GetStatsAsync(Guid userId, CancellationToken cancellationToken) =>
        calls.RepeatAsync(token => History(userId).GetStatsAsync(token), cancellationToken);

    private IAiJobGrain Job(Guid id) => grains.GetGrain<IAiJobGrain>(id);

    private IUserHistoryGrain History(Guid userId) => grains.GetGrain<IUserHistoryGrain>(userId);
}
