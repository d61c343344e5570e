using System.Threading.RateLimiting;

namespace OrleansAiJobs.WebFrontend.Limits;

/// <summary>
/// At most so many permits within any 60 seconds. The sliding window of the framework counts in segments, by its own clock, and does not
/// say when there will be room; this one keeps the time of each lease, and a lease that was not used gives its permits back.
/// </summary>
internal sealed class SlidingMinute(int limit, TimeProvider time) : RateLimiter
{
    public static readonly TimeSpan Length = TimeSpan.FromMinutes(1);

    private readonly Lock _gate = new();
    private readonly Queue<MinuteLease> _used = [];
    private int _permits;
    private long _idleSince = time.GetTimestamp();

    public override TimeSpan? IdleDuration
    {
        get
        {
            lock (_gate)
            {
                DropOld();
                return _used.Count == 0 ? time.GetElapsedTime(_idleSince) : null;
            }
        }
    }

    public override RateLimiterStatistics? GetStatistics() => null;

    /// <summary>The permits did nothing: as if they had not been asked for.</summary>
    internal void TakeBack(MinuteLease lease)
    {
        lock (_gate)
        {
            _permits -= lease.Permits;
            lease.Permits = 0;
        }
    }

    protected override RateLimitLease AttemptAcquireCore(int permitCount)
    {
        lock (_gate)
        {
            DropOld();
            var room = limit - _permits - permitCount;
            if (room < 0)
            {
                return new MinuteLease(this, isAcquired: false, limit - _permits, WaitFor(-room));
            }

            var lease = new MinuteLease(this, isAcquired: true, room, WaitFor(1)) { Permits = permitCount, At = time.GetTimestamp() };
            _permits += permitCount;
            _used.Enqueue(lease);
            return lease;
        }
    }

    protected override ValueTask<RateLimitLease> AcquireAsyncCore(int permitCount, CancellationToken cancellationToken) =>
        new(AttemptAcquireCore(permitCount));

    /// <summary>How long until so many permits have come back; a whole minute when there never were so many.</summary>
    private TimeSpan WaitFor(int permits)
    {
        foreach (var lease in _used)
        {
            permits -= lease.Permits;
            if (permits <= 0)
            {
                return Length - time.GetElapsedTime(lease.At);
            }
        }

        return Length;
    }

    private void DropOld()
    {
        while (_used.TryPeek(out var oldest) && time.GetElapsedTime(oldest.At) >= Length)
        {
            _used.Dequeue();
            _permits -= oldest.Permits;
            oldest.Permits = 0;
            _idleSince = time.GetTimestamp();
        }
    }
}
