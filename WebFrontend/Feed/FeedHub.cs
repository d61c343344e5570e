using OrleansAiJobs.Grains.Interfaces.History;

namespace OrleansAiJobs.WebFrontend.Feed;

/// <summary>The users that are watched in this frontend. A ticker renews their leases, pings quiet connections and lets go of users nobody watches.</summary>
internal sealed class FeedHub(IGrainFactory grains, TimeProvider time, ILogger<FeedHub> logger) : IDisposable
{
    private static readonly TimeSpan PingInterval = TimeSpan.FromSeconds(15);

    /// <summary>A page that is reloaded comes back at once: its lease outlives it for so long.</summary>
    private static readonly TimeSpan Linger = TimeSpan.FromSeconds(5);

    private readonly Lock _gate = new();
    private readonly Dictionary<Guid, UserFeed> _feeds = [];

    /// <summary>The id of this process's inbox, the stream that all its users' feeds come through.</summary>
    public Guid Inbox { get; } = Guid.NewGuid();

    /// <summary>The feed of a user, and a new connection to it.</summary>
    public (UserFeed Feed, FeedConnection Connection) Attach(Guid userId, Guid? only)
    {
        lock (_gate)
        {
            if (!_feeds.TryGetValue(userId, out var feed))
            {
                _feeds.Add(userId, feed = new UserFeed(userId, Inbox, grains, time, logger));
            }

            return (feed, feed.Attach(only));
        }
    }

    public void Receive(FeedMessage message)
    {
        UserFeed? feed;
        lock (_gate)
        {
            _feeds.TryGetValue(message.UserId, out feed);
        }

        feed?.Receive(message);
    }

    /// <summary>One second's share of the renewals and pings; the users are spread evenly over their intervals.</summary>
    public async Task TickAsync(long second)
    {
        foreach (var (userId, feed) in Snapshot())
        {
            var phase = second + (userId.GetHashCode() & int.MaxValue);
            if (feed.IsEmpty)
            {
                await LetGoAsync(userId, feed);
                continue;
            }

            if (phase % (long)Feeds.Renewal.TotalSeconds == 0)
            {
                feed.Renew();
            }

            if (phase % (long)PingInterval.TotalSeconds == 0)
            {
                feed.Ping();
            }
        }
    }

    /// <summary>The inbox is a new one, or may have lost something: everybody follows again.</summary>
    public void RenewAll()
    {
        foreach (var (_, feed) in Snapshot())
        {
            feed.Renew();
        }
    }

    /// <summary>This process goes: it gives all its leases back.</summary>
    public Task UnfollowAllAsync() => Task.WhenAll(Snapshot().Select(user => user.Value.UnfollowAsync()));

    public void Dispose()
    {
        foreach (var (_, feed) in Snapshot())
        {
            feed.Dispose();
        }
    }

    private async Task LetGoAsync(Guid userId, UserFeed feed)
    {
        if (time.GetUtcNow() - feed.EmptySince < Linger)
        {
            return;
        }

        await feed.UnfollowAsync();
        lock (_gate)
        {
            if (feed.IsEmpty)
            {
                _feeds.Remove(userId);
                feed.Dispose();
            }
        }
    }

    private KeyValuePair<Guid, UserFeed>[] Snapshot()
    {
        lock (_gate)
        {
            return [.. _feeds];
        }
    }
}
