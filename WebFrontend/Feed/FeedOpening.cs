using OrleansAiJobs.Grains.Interfaces.History;

namespace OrleansAiJobs.WebFrontend.Feed;

/// <summary>What a client wants to follow, and from where on.</summary>
/// <param name="UserId">Whose feed.</param>
/// <param name="Only">The one job, or null for all.</param>
/// <param name="ExpiresAt">When what the client proved itself with is no longer valid; null for never.</param>
/// <param name="OpenAsync">Opens the attached connection; it may take as long as the cluster is away.</param>
internal sealed record FeedOpening(Guid UserId, Guid? Only, DateTimeOffset? ExpiresAt, Func<FeedLink, CancellationToken, Task> OpenAsync)
{
    /// <summary>All of a user's jobs.</summary>
    public static FeedOpening OfAll(Guid userId, FeedCursor? cursor, DateTimeOffset? expiresAt) =>
        new(userId, Only: null, expiresAt, (link, token) => link.Feed.OpenAsync(link.Connection, cursor, token));

    /// <summary>One job, which the client holds up to the version.</summary>
    public static FeedOpening OfJob(Guid userId, Guid jobId, int version, DateTimeOffset? expiresAt) =>
        new(userId, jobId, expiresAt, (link, token) => link.Feed.OpenJobAsync(link.Connection, jobId, version, token));
}
