namespace OrleansAiJobs.Grains.Interfaces.Jobs;

/// <summary>Jobs that are submitted together. The key is the id of the first.</summary>
[Alias("ai-jobs.IJobBatchGrain")]
public interface IJobBatchGrain : IGrainWithGuidKey
{
    /// <summary>
    /// Checks and accepts every job, or none; an answer with status <see cref="SubmitStatus.Accepted"/> means that all are durably stored.
    /// The same batch again changes nothing and gives the jobs in whatever state they are, so callers may repeat it.
    /// </summary>
    [Alias("Submit")]
    Task<JobBatchAnswer> SubmitAsync(JobBatch batch, CancellationToken cancellationToken);
}
