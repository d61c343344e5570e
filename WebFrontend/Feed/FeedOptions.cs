namespace OrleansAiJobs.WebFrontend.Feed;

/// <summary>The section <c>Feed</c>: what this process bears.</summary>
internal sealed class FeedOptions
{
    public const string Section = "Feed";

    /// <summary>Feeds, sockets and waiting requests that one user may have open here; at least 1.</summary>
    public int MaxConnectionsPerUser { get; set; } = 20;

    /// <summary>And all users together; at least 1.</summary>
    public int MaxConnections { get; set; } = 50_000;

    /// <summary>A client that takes nothing for so long is disconnected, and comes back with its cursor; at least a second.</summary>
    public TimeSpan SlowClientTimeout { get; set; } = TimeSpan.FromSeconds(10);
}
