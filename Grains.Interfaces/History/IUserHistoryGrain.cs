using Orleans.Concurrency;

namespace OrleansAiJobs.Grains.Interfaces.History;

/// <summary>The index of one user's jobs, and their feed. The key is the user's id.</summary>
[Alias("ai-jobs.IUserHistoryGrain")]
public interface IUserHistoryGrain : IGrainWithGuidKey
{
    /// <summary>A page of the user's jobs, the newest first.</summary>
    [AlwaysInterleave]
    [Alias("GetPage")]
    Task<HistoryPage> GetPageAsync(HistoryQuery query, CancellationToken cancellationToken);

    /// <summary>The user's numbers for the page's header.</summary>
    [AlwaysInterleave]
    [Alias("GetStats")]
    Task<UserStats> GetStatsAsync(CancellationToken cancellationToken);

    /// <summary>
    /// Publishes the user's feed to the inbox for <see cref="Feeds.Lease"/> from now, and returns what the cursor has missed.
    /// Calling again renews the lease.
    /// </summary>
    /// <param name="inbox">The frontend's stream; <see cref="Guid.Empty"/> asks for what was missed and leaves the leases alone.</param>
    /// <param name="cursor">The last number received; null to begin with every unfinished job.</param>
    /// <param name="cancellationToken">Ends the wait for the answer.</param>
    [Alias("Follow")]
    Task<FeedCatchUp> FollowAsync(Guid inbox, FeedCursor? cursor, CancellationToken cancellationToken);

    /// <summary>Ends the lease.</summary>
    [Alias("Unfollow")]
    Task UnfollowAsync(Guid inbox);
}
