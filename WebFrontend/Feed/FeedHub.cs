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

    /// <summary>So many users are looked after at once; then it is the turn of others.</summary>
    private const int GroupSize = 200;

    /// <summary>Within it everybody's turn comes; the rest of the second is for what it takes.</summary>
    private static readonly TimeSpan Spread = TimeSpan.FromSeconds(0.8);

    private readonly Lock _gate = new();
    private readonly Dictionary<Guid, UserFeed> _feeds = [];
    private readonly Queue<UserFeed> _due = [];

    // The ticker's own, used again: one for thousands of users is a large object, and each of those brings the next full collection nearer.
    private readonly List<KeyValuePair<Guid, UserFeed>> _snapshot = [];
    private readonly CancellationTokenSource _stopping = new();
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
                _feeds.Add(opening.UserId, feed = new UserFeed(opening.UserId, Inbox, grains, time, logger, _stopping.Token));
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
        link.Dispose();
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

    /// <summary>
    /// One second's share of the renewals and pings. The users are spread evenly over their intervals, and those of one second over the second:
    /// a thousand grain calls and pings at once would hold up the events that come meanwhile.
    /// </summary>
    public async Task TickAsync(long second, CancellationToken cancellationToken)
    {
        RenewWhatIsDue();
        TakeSnapshot();
        foreach (var group in _snapshot.Chunk(GroupSize))
        {
            foreach (var (userId, feed) in group)
            {
                Tick(userId, feed, second);
            }

            if (_snapshot.Count > GroupSize)
            {
                await Task.Delay(Spread * GroupSize / _snapshot.Count, time, cancellationToken);
            }
        }

        _snapshot.Clear();
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
        _stopping.Cancel();
        _stopping.Dispose();
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

    private void Tick(Guid userId, UserFeed feed, long second)
    {
        if (feed.IsEmpty)
        {
            if (!feed.IsUnfollowing && time.GetUtcNow() - feed.EmptySince >= Linger)
            {
                // Not awaited: while the cluster is away it takes its time, and the others' pings must not wait for it.
                _ = LetGoAsync(userId, feed);
            }

            return;
        }

        var phase = second + (userId.GetHashCode() & int.MaxValue);
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

    private async Task LetGoAsync(Guid userId, UserFeed feed)
    {
        await feed.UnfollowAsync();
        lock (_gate)
        {
            // Another may have taken its place since.
            if (feed.IsEmpty && _feeds.GetValueOrDefault(userId) == feed)
            {
                _feeds.Remove(userId);
                feed.Leave();
            }
        }
    }

    private void TakeSnapshot()
    {
        lock (_gate)
        {
            _snapshot.AddRange(_feeds);
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
