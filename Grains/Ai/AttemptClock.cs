namespace OrleansAiJobs.Grains.Ai;

/// <summary>Ends an attempt that takes too long, or whose provider is silent for too long.</summary>
internal sealed class AttemptClock : IDisposable
{
    private readonly TimeSpan _stallTimeout;
    private readonly CancellationTokenSource _attempt;
    private readonly CancellationTokenSource _silence;
    private readonly CancellationTokenSource _any;

    /// <param name="options">Names the two times.</param>
    /// <param name="watchSilence">False for an engine that does not speak over a wire.</param>
    /// <param name="timeProvider">Measures them.</param>
    /// <param name="cancellationToken">The caller's; trips <see cref="Token"/> too.</param>
    public AttemptClock(AiOptions options, bool watchSilence, TimeProvider timeProvider, CancellationToken cancellationToken)
    {
        _stallTimeout = watchSilence ? options.StallTimeout : Timeout.InfiniteTimeSpan;
        _attempt = new CancellationTokenSource(options.AttemptTimeout, timeProvider);
        _silence = new CancellationTokenSource(_stallTimeout, timeProvider);
        _any = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, _attempt.Token, _silence.Token);
    }

    public CancellationToken Token => _any.Token;

    /// <summary>Which time is up; null while neither is.</summary>
    public FailureKind? Expired =>
        _attempt.IsCancellationRequested ? FailureKind.TimedOut
        : _silence.IsCancellationRequested ? FailureKind.Silent
        : null;

    /// <summary>The provider gave a sign of life, or is being asked only now.</summary>
    public void Heard() => _silence.CancelAfter(_stallTimeout);

    public void Dispose()
    {
        _any.Dispose();
        _silence.Dispose();
        _attempt.Dispose();
    }
}
