namespace OrleansAiJobs.Grains.Braking;

/// <summary>How many calls this silo began in the last second. Safe for many threads.</summary>
internal sealed class StartMeter(TimeProvider time)
{
    private const int Buckets = 10;
    private static readonly TimeSpan Span = TimeSpan.FromSeconds(1) / Buckets;

    private readonly Lock _gate = new();
    private readonly int[] _counts = new int[Buckets];
    private readonly long _begin = time.GetTimestamp();
    private long _bucket;

    /// <summary>A call begins.</summary>
    public void Began() => Add(1);

    /// <summary>It was refused, and so has not been taken.</summary>
    public void Refused() => Add(-1);

    public int LastSecond
    {
        get
        {
            lock (_gate)
            {
                Advance();
                return Math.Max(0, _counts.Sum());
            }
        }
    }

    private void Add(int calls)
    {
        lock (_gate)
        {
            Advance();
            _counts[_bucket % Buckets] += calls;
        }
    }

    private void Advance()
    {
        var bucket = time.GetElapsedTime(_begin).Ticks / Span.Ticks;
        for (var steps = Math.Min(bucket - _bucket, Buckets); steps > 0; steps--)
        {
            _counts[(bucket - steps + 1) % Buckets] = 0;
        }

        _bucket = bucket;
    }
}
