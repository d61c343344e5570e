namespace OrleansAiJobs.Tests.Benchmarks.Visits;

/// <summary>Many open feeds.</summary>
internal sealed class FeedCrowd : IDisposable
{
    private const int OpenedAtOnce = 32;

    private readonly FeedSocket[] _feeds;

    private FeedCrowd(int count) => _feeds = new FeedSocket[count];

    /// <summary>How many the server has ended.</summary>
    public int Over => _feeds.Count(feed => feed.IsOver);

    /// <summary>Opens so many for each visitor, and waits until all are ready.</summary>
    public static async Task<FeedCrowd> OpenAsync(
        IReadOnlyList<Visitor> visitors, int perVisitor, FeedReading reading, CancellationToken cancellationToken)
    {
        var crowd = new FeedCrowd(visitors.Count * perVisitor);
        try
        {
            await Parallel.ForAsync(
                0,
                crowd._feeds.Length,
                new ParallelOptions { MaxDegreeOfParallelism = OpenedAtOnce, CancellationToken = cancellationToken },
                async (number, token) => crowd._feeds[number] = await FeedSocket.OpenAsync(visitors[number % visitors.Count], reading, token));
            return crowd;
        }
        catch
        {
            crowd.Dispose();
            throw;
        }
    }

    public void Dispose()
    {
        foreach (var feed in _feeds)
        {
            feed?.Dispose();
        }
    }
}
