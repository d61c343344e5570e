namespace OrleansAiJobs.WebFrontend.Feed;

/// <summary>One client that follows: carries what it does not know yet over its transport, and ends when its time is up or it takes nothing.</summary>
internal sealed class FeedLink(
    UserFeed feed, FeedConnection connection, IFeedTransport transport, DateTimeOffset? expiresAt, TimeProvider time) : IDisposable
{
    private CancellationTokenSource? _opening;
    private long _sendingSince;

    public UserFeed Feed => feed;

    public FeedConnection Connection => connection;

    /// <summary>Begins to open the feed; <see cref="RunAsync"/> sends meanwhile.</summary>
    public void Open(FeedOpening opening)
    {
        _opening = new CancellationTokenSource();
        // Not awaited, or what it is made of would be kept for as long as the feed lasts. It repeats whatever fails.
        _ = OpenAsync(opening, _opening.Token);
    }

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

    /// <summary>Whatever is still being asked for the client is given up.</summary>
    public void Dispose() => Interlocked.Exchange(ref _opening, null)?.Cancel();

    private async Task OpenAsync(FeedOpening opening, CancellationToken cancellationToken)
    {
        try
        {
            await opening.OpenAsync(this, cancellationToken);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // The client was gone first.
        }
        finally
        {
            Interlocked.Exchange(ref _opening, null)?.Dispose();
        }
    }
}
