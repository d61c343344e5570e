namespace OrleansAiJobs.Client;

/// <summary>
/// The API of AI jobs, for one user: whoever the <see cref="HttpClient"/>'s token or cookie stands for. What the service refuses is an
/// <see cref="AiJobsException"/>. What it cannot do for the moment, or the network, is tried again as long as
/// <see cref="AiJobsClientOptions.Patience"/> lasts, wherever that can do no harm. Safe for many threads.
/// </summary>
public interface IAiJobsClient
{
    /// <summary>Submits a job. When this returns, it is durably stored.</summary>
    /// <typeparam name="TInput">Serialized as JSON with camel case names, such as <c>new { Content = text, Count = 5 }</c>.</typeparam>
    /// <param name="type">The job's type, such as <c>titles</c>.</param>
    /// <param name="input">Its input.</param>
    /// <param name="idempotencyKey">
    /// The same key with the same input gives the same job, however often it is submitted and by whichever process. When null, one is made
    /// up for this call, so that the call itself may be repeated.
    /// </param>
    /// <param name="cancellationToken">Ends the wait; the job may have been stored.</param>
    Task<AiJob> SubmitAsync<TInput>(string type, TInput input, string? idempotencyKey = null, CancellationToken cancellationToken = default);

    /// <summary>The job as it is now; null when the user has no such job.</summary>
    Task<AiJob?> GetAsync(Guid id, CancellationToken cancellationToken = default);

    /// <summary>The user's jobs, the newest first, without their attempts and with long inputs cut. Pages are asked for as they are needed.</summary>
    IAsyncEnumerable<AiJob> GetHistoryAsync(AiJobsFilter? filter = null, CancellationToken cancellationToken = default);

    /// <summary>Follows one job up to its end: each change, its progress and its text as it is written. A connection that is cut is taken up where it was.</summary>
    IAsyncEnumerable<AiJobEvent> FollowAsync(Guid id, CancellationToken cancellationToken = default);

    /// <summary>
    /// Follows all of the user's jobs, without end. A connection that is cut is taken up where it was, after an
    /// <see cref="AiJobEvent.Reset"/> where the service no longer knows what was missed.
    /// </summary>
    /// <param name="cursor">The last <see cref="AiJobEvent.Cursor"/> of an earlier call, to go on from there.</param>
    /// <param name="cancellationToken">Ends it.</param>
    IAsyncEnumerable<AiJobEvent> FollowAllAsync(string? cursor = null, CancellationToken cancellationToken = default);

    /// <summary>Follows the job to its end, and gives it as it is then.</summary>
    Task<AiJob> WaitAsync(Guid id, CancellationToken cancellationToken = default);

    /// <summary>Ends an unfinished job; one that is cancelled already stays as it is.</summary>
    Task<AiJob> CancelAsync(Guid id, CancellationToken cancellationToken = default);

    /// <summary>Has a failed or cancelled job tried again.</summary>
    Task<AiJob> RetryAsync(Guid id, CancellationToken cancellationToken = default);

    /// <summary>Deletes a finished job for good.</summary>
    Task DeleteAsync(Guid id, CancellationToken cancellationToken = default);
}
