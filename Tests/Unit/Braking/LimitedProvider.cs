namespace OrleansAiJobs.Tests.Unit.Braking;

/// <summary>A provider that takes so many calls a second and refuses the rest, in one of the ways in which providers count.</summary>
internal abstract class LimitedProvider
{
    /// <summary>Calls a second.</summary>
    public double Limit { get; set; }

    /// <summary>Whether it takes a call that arrives now.</summary>
    public abstract bool Takes(TimeSpan now);

    public static LimitedProvider Of(string counting, double limit) => counting switch
    {
        "token bucket" => new TokenBucket { Limit = limit },
        "fixed windows" => new FixedWindows { Limit = limit },
        "sliding window" => new SlidingWindow { Limit = limit },
        _ => throw new ArgumentOutOfRangeException(nameof(counting), counting, "Unknown way of counting."),
    };

    /// <summary>A bucket that holds what is allowed in one second.</summary>
    private sealed class TokenBucket : LimitedProvider
    {
        private double _tokens = 1;
        private TimeSpan _filledAt;

        public override bool Takes(TimeSpan now)
        {
            _tokens = Math.Min(Math.Max(1, Limit), _tokens + ((now - _filledAt).TotalSeconds * Limit));
            _filledAt = now;
            if (_tokens < 1)
            {
                return false;
            }

            _tokens--;
            return true;
        }
    }

    /// <summary>So many in each window; windows of one second, or longer where a second would hold no whole number.</summary>
    private sealed class FixedWindows : LimitedProvider
    {
        private long _window;
        private int _taken;

        public override bool Takes(TimeSpan now)
        {
            var seconds = WindowSeconds(Limit);
            var window = (long)(now.TotalSeconds / seconds);
            _taken = window == _window ? _taken : 0;
            _window = window;
            return _taken < Math.Round(Limit * seconds) && ++_taken > 0;
        }
    }

    /// <summary>So many in whatever second (or longer window) one looks at.</summary>
    private sealed class SlidingWindow : LimitedProvider
    {
        private readonly Queue<TimeSpan> _taken = new();

        public override bool Takes(TimeSpan now)
        {
            var seconds = WindowSeconds(Limit);
            while (_taken.TryPeek(out var oldest) && oldest <= now - TimeSpan.FromSeconds(seconds))
            {
                _taken.Dequeue();
            }

            if (_taken.Count >= Math.Round(Limit * seconds))
            {
                return false;
            }

            _taken.Enqueue(now);
            return true;
        }
    }

    // 1.5 a second are three in two seconds.
    private static double WindowSeconds(double limit) => double.IsInteger(limit) ? 1 : 2;
}
