namespace OrleansAiJobs.WebFrontend.Feed;

/// <summary>One client that follows: carries what it does not know yet over its transport, and ends when its time is up or it takes nothing.</summary>
internal sealed class FeedLink(
    UserFeed feed, FeedConnection connection, IFeedTransport transport, DateTimeOffset? expiresAt, TimeProvider time)
{
    private long _sendingSince;

    public UserFeed Feed => feed;

    public FeedConnection Connection => connection;

    /// <summary>Sends until the feed ends or the connection is closed.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        while (!connection.Ended && await connection.WaitAsync())
        {
            var frames = connection.Take();
            if (frames.Count > 0)
            {
                Volatile.Write(ref _sendingSince, time.GetTimestamp());
                await transport.SendAsync(frames, cancellationToken);
                Volatile.Write(ref _sendingSince, 0);
                FeedMetrics.Delivered(frames);
            }
        }
    }

    /// <summary>Looks after the client, about every second.</summary>
    public void Check(TimeSpan patience)
    {
        if (expiresAt <= time.GetUtcNow())
        {
            connection.Close();
        }

        if (Volatile.Read(ref _sendingSince) is var since and not 0 && time.GetElapsedTime(since) > patience)
        {
            FeedMetrics.CutOff();
            transport.Abort();
        }
    }
}
