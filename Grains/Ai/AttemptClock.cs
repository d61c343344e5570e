namespace OrleansAiJobs.Grains.Ai;

/// <summary>Ends an attempt that takes too long, or whose provider is silent for too long.</summary>
internal sealed class AttemptClock : IDisposable
{
    private readonly TimeSpan _attemptTimeout;
    private readonly TimeSpan _stallTimeout;
    private readonly TimeProvider _time;
    private readonly CancellationTokenSource _any;
    private readonly ITimer _timer;
    private readonly long _startedAt;
    private long _heardAt;
    private volatile FailureKind _expired;

    /// <param name="options">Names the two times.</param>
    /// <param name="watchSilence">False for an engine that does not speak over a wire.</param>
    /// <param name="timeProvider">Measures them.</param>
    /// <param name="cancellationToken">The caller's; trips <see cref="Token"/> too.</param>
    public AttemptClock(AiOptions options, bool watchSilence, TimeProvider timeProvider, CancellationToken cancellationToken)
    {
        _attemptTimeout = options.AttemptTimeout;
        _stallTimeout = watchSilence ? options.StallTimeout : TimeSpan.MaxValue;
        _time = timeProvider;
        _any = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        _startedAt = _heardAt = timeProvider.GetTimestamp();
        // One timer for both, set again only when it rings: signs of life come with every piece of an answer.
        _timer = timeProvider.CreateTimer(static clock => ((AttemptClock)clock!).Look(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        _timer.Change(TimeSpan.FromTicks(Math.Min(_attemptTimeout.Ticks, _stallTimeout.Ticks)), Timeout.InfiniteTimeSpan);
    }

    public CancellationToken Token => _any.Token;

    /// <summary>Which time is up; null while neither is.</summary>
    public FailureKind? Expired => _expired is FailureKind.Unexpected ? null : _expired;

    /// <summary>The provider gave a sign of life, or is being asked only now.</summary>
    public void Heard() => Volatile.Write(ref _heardAt, _time.GetTimestamp());

    public void Dispose()
    {
        _timer.Dispose();
        _any.Dispose();
    }

    private void Look()
    {
        var attemptLeft = _attemptTimeout - _time.GetElapsedTime(_startedAt);
        var silenceLeft = _stallTimeout - _time.GetElapsedTime(Volatile.Read(ref _heardAt));
        var left = attemptLeft < silenceLeft ? attemptLeft : silenceLeft;
        if (left > TimeSpan.Zero)
        {
            // Timers count in milliseconds and may ring a fraction of one too early.
            _timer.Change(left + TimeSpan.FromMilliseconds(1), Timeout.InfiniteTimeSpan);
            return;
        }

        _expired = attemptLeft <= TimeSpan.Zero ? FailureKind.TimedOut : FailureKind.Silent;
        try
        {
            _any.Cancel();
        }
        catch (ObjectDisposedException)
        {
            // The attempt has just ended.
        }
    }
}
