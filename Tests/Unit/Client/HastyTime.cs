namespace OrleansAiJobs.Tests.Unit.Client;

/// <summary>Time that passes as soon as somebody waits for it, and remembers for how long they wanted to. What is as long as a silence never comes.</summary>
internal sealed class HastyTime : TimeProvider
{
    private static readonly TimeSpan Silence = TimeSpan.FromSeconds(45);

    private readonly Lock _gate = new();
    private readonly List<TimeSpan> _waits = [];
    private TimeSpan _passed;

    public IReadOnlyList<TimeSpan> Waits
    {
        get
        {
            lock (_gate)
            {
                return [.. _waits];
            }
        }
    }

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override long GetTimestamp()
    {
        lock (_gate)
        {
            return _passed.Ticks;
        }
    }

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        if (dueTime >= Silence || dueTime < TimeSpan.Zero)
        {
            return new Rung();
        }

        lock (_gate)
        {
            _waits.Add(dueTime);
            _passed += dueTime;
        }

        ThreadPool.QueueUserWorkItem(_ => callback(state));
        return new Rung();
    }

    private sealed class Rung : ITimer
    {
        public bool Change(TimeSpan dueTime, TimeSpan period) => true;

        public void Dispose()
        {
            // Nothing of its own.
        }

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
