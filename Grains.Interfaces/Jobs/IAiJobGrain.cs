using Orleans.Concurrency;

namespace OrleansAiJobs.Grains.Interfaces.Jobs;

/// <summary>
/// One AI job, from its acceptance to its end. The key is the job's id.
/// Every method but <see cref="SubmitAsync"/> answers a caller who is not the job's owner exactly as if the job did not exist.
/// </summary>
[Alias("ai-jobs.IAiJobGrain")]
public interface IAiJobGrain : IGrainWithGuidKey
{
    /// <summary>
    /// Checks and accepts the job; an answer with status <see cref="SubmitStatus.Accepted"/> means that it is durably stored.
    /// The same submission again changes nothing and gives the job in whatever state it is, so callers may repeat it.
    /// </summary>
    [Alias("Submit")]
    Task<SubmitAnswer> SubmitAsync(JobSubmission submission, CancellationToken cancellationToken);

    /// <summary>The job as last committed, with its live members; null when there is none.</summary>
    [AlwaysInterleave]
    [Alias("Get")]
    Task<JobView?> GetAsync(Guid userId, CancellationToken cancellationToken);

    /// <summary>The same as in listings: without attempts, its content cut.</summary>
    [AlwaysInterleave]
    [Alias("GetItem")]
    Task<JobView?> GetItemAsync(Guid userId, CancellationToken cancellationToken);

    /// <summary>What the running attempt has written so far, for people; null when no attempt is running.</summary>
    [AlwaysInterleave]
    [Alias("GetText")]
    Task<JobText?> GetTextAsync(Guid userId, CancellationToken cancellationToken);

    /// <summary>Ends an unfinished job as cancelled and aborts its call to the AI. A second call finds it cancelled already.</summary>
    [Alias("Cancel")]
    Task<JobAnswer> CancelAsync(Guid userId, CancellationToken cancellationToken);

    /// <summary>Gives a failed or cancelled job new attempts.</summary>
    [Alias("Retry")]
    Task<JobAnswer> RetryAsync(Guid userId, CancellationToken cancellationToken);

    /// <summary>Removes a finished job for good.</summary>
    [Alias("Delete")]
    Task<JobAnswer> DeleteAsync(Guid userId, CancellationToken cancellationToken);
}
