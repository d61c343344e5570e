using Microsoft.Extensions.Logging;
using Orleans.Streams;
using OrleansAiJobs.Grains.Interfaces.History;

namespace OrleansAiJobs.Grains.History;

/// <summary>The frontends that hold a lease on a user's feed.</summary>
internal sealed class FeedFollowers(Guid userId, Func<Guid, IAsyncStream<FeedMessage>> streamOf, MetInboxes met, TimeProvider time, ILogger logger)
{
    private readonly Dictionary<Guid, InboxPublisher> _publishers = [];

    public bool Any => _publishers.Count > 0;

    /// <summary>Begins or renews a lease; true when it began.</summary>
    public bool Renew(Guid inbox)
    {
        var begins = !_publishers.TryGetValue(inbox, out var publisher);
        if (publisher is null)
        {
            _publishers.Add(inbox, publisher = new InboxPublisher(userId, inbox, streamOf(inbox), logger));
            if (met.IsNew(inbox, time.GetUtcNow()))
            {
                publisher.Greet();
            }
        }

        publisher.Until = time.GetUtcNow() + Feeds.Lease;
        return begins;
    }

    public void End(Guid inbox) => _publishers.Remove(inbox);

    public void DropExpired()
    {
        var now = time.GetUtcNow();
        foreach (var inbox in _publishers.Where(follower => follower.Value.Until < now).Select(follower => follower.Key).ToArray())
        {
            _publishers.Remove(inbox);
        }
    }

    public void Publish(FeedCursor cursor, FeedChange? change, FeedLive? live)
    {
        foreach (var publisher in _publishers.Values)
        {
            publisher.Publish(cursor, change, live);
        }
    }

    public Task CloseAsync(FeedCursor cursor) => Task.WhenAll(_publishers.Values.Select(publisher => publisher.CloseAsync(cursor)));
}
