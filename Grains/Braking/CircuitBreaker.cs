namespace OrleansAiJobs.Grains.Braking;

/// <summary>Stops the calls to a provider that is down, and tries it with one call at a time. Pure.</summary>
/// <remarks>
/// Source: M. Nygard, "Release It!", 2007 ("Circuit Breaker"). The trials are 2, 6, 14, 30 s after it opened, then every 30 s: five in a minute.
/// </remarks>
internal sealed class CircuitBreaker
{
    /// <summary>So many failures in a row, of so many jobs: one job whose text upsets the provider is no outage.</summary>
    private const int FailuresInARow = 5;
    private const int JobsInARow = 3;

    private static readonly TimeSpan FirstWait = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(30);

    private readonly HashSet<Guid> _failedJobs = [];
    private int _failures;
    private TimeSpan _wait;

    public bool IsOpen { get; private set; }

    /// <summary>Somebody is trying; nobody else may.</summary>
    public bool IsTrying { get; private set; }

    /// <summary>Failures have been seen since the last success: it may be about to open.</summary>
    public bool IsWary => IsOpen || _failures > 0;

    /// <summary>When the next trial may begin; meaningful while it is open.</summary>
    public TimeSpan NextTrialAt { get; private set; }

    /// <summary>A call has failed in a way that concerns everybody.</summary>
    /// <param name="jobId">Whose.</param>
    /// <param name="retryAfter">How long the provider wants to be left alone.</param>
    /// <param name="now">The time of the failure.</param>
    public void Failed(Guid jobId, TimeSpan? retryAfter, TimeSpan now)
    {
        _failures++;
        _failedJobs.Add(jobId);
        if (!IsOpen && _failures >= FailuresInARow && _failedJobs.Count >= JobsInARow)
        {
            Open(FirstWait, retryAfter, now);
        }
    }

    /// <summary>A call was answered. While it is open only the trial decides: others began before.</summary>
    public void Succeeded()
    {
        if (!IsOpen)
        {
            Forget();
        }
    }

    /// <summary>Opens as last known elsewhere.</summary>
    public void Resume(TimeSpan nextTrialIn, TimeSpan now)
    {
        IsOpen = true;
        _wait = nextTrialIn > FirstWait ? nextTrialIn : FirstWait;
        NextTrialAt = now + nextTrialIn;
    }

    public void TrialBegins() => IsTrying = true;

    public void TrialSucceeded()
    {
        IsOpen = IsTrying = false;
        Forget();
    }

    public void TrialFailed(TimeSpan? retryAfter, TimeSpan now)
    {
        IsTrying = false;
        var doubled = _wait * 2;
        Open(doubled < LongestWait ? doubled : LongestWait, retryAfter, now);
    }

    /// <summary>The job was cancelled, or its silo is gone: nothing was learned, and another may try at once.</summary>
    public void TrialLost() => IsTrying = false;

    private void Open(TimeSpan wait, TimeSpan? retryAfter, TimeSpan now)
    {
        IsOpen = true;
        _wait = wait;
        NextTrialAt = now + (retryAfter > wait ? retryAfter.Value : wait);
    }

    private void Forget()
    {
        _failures = 0;
        _failedJobs.Clear();
    }
}
