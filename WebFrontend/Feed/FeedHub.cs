using Microsoft.Extensions.Options;
using OrleansAiJobs.Grains.Interfaces.History;

namespace OrleansAiJobs.WebFrontend.Feed;

/// <summary>The users that are watched in this frontend. A ticker renews their leases, pings quiet connections and lets go of users nobody watches.</summary>
internal sealed class FeedHub(IGrainFactory grains, IOptions<FeedOptions> options, TimeProvider time, ILogger<FeedHub> logger) : IDisposable
{
    /// <summary>Following again is spread over seconds when everybody has to: the cluster has just lost a silo and is busy enough.</summary>
    private const int RenewalsASecond = 2_000;

    private static readonly TimeSpan PingInterval = TimeSpan.FromSeconds(15);

    /// <summary>A page that is reloaded comes back at once: its lease outlives it for so long.</summary>
    private static readonly TimeSpan Linger = TimeSpan.FromSeconds(5);

    private readonly Lock _gate = new();
    private readonly Dictionary<Guid, UserFeed> _feeds = [];
    private readonly Queue<UserFeed> _due = [];
    private int _connections;
    private bool _closed;

    /// <summary>The id of this process's inbox, the stream that all its users' feeds come through.</summary>
    public Guid Inbox { get; } = Guid.NewGuid();

    /// <summary>Connects a client to a user's feed, in the end to be detached; null when the user, or this process, has as many as it may.</summary>
    public FeedLink? TryAttach(FeedOpening opening, IFeedTransport transport)
    {
        lock (_gate)
        {
            if (_connections >= options.Value.MaxConnections)
            {
                return null;
            }

            if (!_feeds.TryGetValue(opening.UserId, out var feed))
            {
                _feeds.Add(opening.UserId, feed = new UserFeed(opening.UserId, Inbox, grains, time, logger));
            }

            var link = feed.TryAttach(opening, transport, options.Value.MaxConnectionsPerUser);
            _connections += link is null ? 0 : 1;
            FeedMetrics.OpenChanged(link is null ? 0 : 1);
            if (_closed)
            {
                link?.Connection.Close();
            }

            return link;
        }
    }

    public void Detach(FeedLink link)
    {
        lock (_gate)
        {
            _connections--;
            FeedMetrics.OpenChanged(-1);
            link.Feed.Detach(link);
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
        RenewWhatIsDue();
        foreach (var (userId, feed) in Snapshot())
        {
            var phase = second + (userId.GetHashCode() & int.MaxValue);
            if (feed.IsEmpty)
            {
                await LetGoAsync(userId, feed);
                continue;
            }

            feed.Check(options.Value.SlowClientTimeout);
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

    /// <summary>
    /// Everybody follows again, from the next tick on. The inbox is a new one, or a silo is gone and with it perhaps grains of users, whose
    /// successors know no followers.
    /// </summary>
    public void RenewAll()
    {
        lock (_gate)
        {
            _due.Clear();
            foreach (var feed in _feeds.Values)
            {
                _due.Enqueue(feed);
            }
        }
    }

    /// <summary>This process goes: every client is sent away, and comes back to another.</summary>
    public void CloseAll()
    {
        lock (_gate)
        {
            _closed = true;
        }

        foreach (var (_, feed) in Snapshot())
        {
            feed.CloseAll();
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

    private void RenewWhatIsDue()
    {
        lock (_gate)
        {
            for (var n = 0; n < RenewalsASecond && _due.TryDequeue(out var feed); n++)
            {
                feed.Renew();
            }
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
