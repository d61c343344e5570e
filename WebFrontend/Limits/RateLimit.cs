using System.Threading.RateLimiting;

namespace OrleansAiJobs.WebFrontend.Limits;

/// <summary>One limit: so many within a minute for each key. Keys that have been quiet for a minute cost nothing.</summary>
/// <param name="name">What its headers call it.</param>
/// <param name="limit">0 for none.</param>
/// <param name="time">Measures the minute.</param>
internal sealed class RateLimit<TKey>(string name, int limit, TimeProvider time) : IDisposable
    where TKey : notnull
{
    private readonly PartitionedRateLimiter<TKey> _windows = PartitionedRateLimiter.Create<TKey, TKey>(
        key => RateLimitPartition.Get(key, _ => new SlidingMinute(limit, time)));

    /// <summary>Takes so many permits, or says when it can.</summary>
    public RatePermit Ask(TKey key, int count) =>
        limit == 0 ? RatePermit.Free : new RatePermit(name, limit, (MinuteLease)_windows.AttemptAcquire(key, count));

    public void Dispose() => _windows.Dispose();
}
