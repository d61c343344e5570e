namespace OrleansAiJobs.Grains.Streaming;

/// <summary>Whether many events came of late. For one caller at a time.</summary>
/// <param name="high">Events a second from which on there are many.</param>
/// <param name="time">Measures how many.</param>
internal sealed class EventRate(int high, TimeProvider time)
{
    /// <summary>How long they are counted before it is told of them, at least.</summary>
    public static readonly TimeSpan Window = TimeSpan.FromMilliseconds(50);

    private long _since = time.GetTimestamp();
    private int _count;
    private bool _isHigh;

    public void Add(int events) => _count += events;

    public bool IsHigh()
    {
        var elapsed = time.GetElapsedTime(_since);
        if (elapsed >= Window)
        {
            _isHigh = _count >= high * elapsed.TotalSeconds;
            _count = 0;
            _since = time.GetTimestamp();
        }

        return _isHigh;
    }
}
