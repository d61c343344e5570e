namespace OrleansAiJobs.Grains.Braking;

/// <summary>
/// The brake of the whole cluster: open road, slowed to a learned rate, or broken. Pure: it is told what happens and when, and says when how
/// many calls may begin. Times are counted from any beginning, but always forward.
/// </summary>
internal sealed class Brake(BrakeLimits limits)
{
    private readonly CallPacer _pacer = new();
    private readonly CircuitBreaker _breaker = new();
    private readonly TokenBudget? _tokens = limits.TokensPerMinute is { } perMinute ? new TokenBudget(perMinute) : null;
    private RateLearner? _learner;
    private SlackWatch _slack = new(TimeSpan.Zero);
    private TimeSpan _pausedUntil;

    public BrakeMode Mode =>
        _breaker.IsOpen ? BrakeMode.Broken
        : _learner is not null ? BrakeMode.Slowed
        : BrakeMode.OpenRoad;

    /// <summary>Whether a call needs a permit.</summary>
    public bool NeedsPermits => limits.Any || Mode is not BrakeMode.OpenRoad;

    /// <summary>Something is the matter, or may be: news of successes is worth having soon.</summary>
    public bool IsWary => _breaker.IsWary || _learner is not null;

    /// <summary>Calls a second that have been learned; null when nothing has.</summary>
    public double? LearnedRate => _learner?.Rate;

    /// <summary>When somebody may be asked again, as far as the provider's word or the breaker goes; in the past when that is at once.</summary>
    public TimeSpan BlockedUntil => _breaker.IsOpen ? _breaker.NextTrialAt : _pausedUntil;

    private double Rate => Math.Min(limits.Rate, _learner?.Rate ?? double.PositiveInfinity);

    /// <summary>Calls were answered.</summary>
    public void Answered() => _breaker.Succeeded();

    /// <summary>A call was refused for the provider's load.</summary>
    /// <param name="beganAt">When the call began.</param>
    /// <param name="retryAfter">How long the provider wants to be left alone, if it said so: nobody asks it before.</param>
    /// <param name="taken">Calls a second that it has taken of late from the whole cluster: what the first guess starts from.</param>
    /// <param name="now">The time.</param>
    public void Refused(TimeSpan beganAt, TimeSpan? retryAfter, double taken, TimeSpan now)
    {
        if (_learner is null)
        {
            _learner = new RateLearner(taken, now);
            _slack = new SlackWatch(now);
        }
        else
        {
            _learner.Refused(beganAt, now);
        }

        _pacer.Changed(now, Rate);
        var until = now + (retryAfter ?? TimeSpan.Zero);
        _pausedUntil = until > _pausedUntil ? until : _pausedUntil;
        // Busy is not down.
        _breaker.Succeeded();
    }

    /// <summary>A call has failed in a way that concerns everybody.</summary>
    /// <returns>Whether the attempt counts against its job: not when it was known already that the provider is down.</returns>
    public bool Failed(Guid jobId, TimeSpan? retryAfter, TimeSpan now)
    {
        var counts = !_breaker.IsOpen;
        if (counts)
        {
            _breaker.Failed(jobId, retryAfter, now);
        }

        return counts;
    }

    /// <summary>The trial was answered, if only with a refusal: the road is open again, or as slow as it was.</summary>
    public void TrialSucceeded(TimeSpan now)
    {
        _breaker.TrialSucceeded();
        _slack = new SlackWatch(now);
    }

    public void TrialFailed(TimeSpan? retryAfter, TimeSpan now) => _breaker.TrialFailed(retryAfter, now);

    public void TrialLost() => _breaker.TrialLost();

    /// <summary>When the next call may begin; null when that depends on a trial that is under way.</summary>
    /// <param name="tokens">What it will use, about.</param>
    /// <param name="now">The time.</param>
    public TimeSpan? Next(int tokens, TimeSpan now)
    {
        if (_breaker.IsOpen)
        {
            return _breaker.IsTrying ? null : Later(_breaker.NextTrialAt, now);
        }

        var next = Later(_pacer.Next(now), _pausedUntil);
        return _tokens is null ? next : Later(next, _tokens.Next(tokens, now));
    }

    /// <summary>Gives a permit for a call that begins now, if one is due; when broken, it is for a trial.</summary>
    /// <param name="tokens">What the call will use, about.</param>
    /// <param name="now">The time.</param>
    public bool TryTake(int tokens, TimeSpan now)
    {
        if (!(Next(tokens, now) <= now))
        {
            return false;
        }

        if (_breaker.IsOpen)
        {
            _breaker.TrialBegins();
            return true;
        }

        _slack.Took();
        _tokens?.Reserve(tokens, now);
        if (!double.IsInfinity(Rate))
        {
            _pacer.Take(now, Rate);
        }

        return true;
    }

    /// <summary>So many permits were taken, and more would have been.</summary>
    public void HeldBack(int taken)
    {
        // Only when the learned rate is what holds them back.
        if (!_breaker.IsOpen && _learner?.Rate <= limits.Rate)
        {
            _learner.Began(taken);
        }
    }

    /// <summary>A call that began then was worth so many tokens more, or fewer, than was reserved; and so many calls more than one.</summary>
    public void Settle(int moreTokens, int moreCalls, TimeSpan beganAt, TimeSpan now)
    {
        _tokens?.Settle(moreTokens, beganAt, now);
        for (; moreCalls > 0; moreCalls--)
        {
            _pacer.Owe(Rate);
        }
    }

    /// <summary>Leaves the slowed state when it has served nobody for a while; to be called every few seconds.</summary>
    public void Review(TimeSpan now)
    {
        if (!_breaker.IsOpen && _learner is not null && _slack.IsOver(_learner.Rate, now))
        {
            _learner = null;
        }
    }

    /// <summary>Goes on from what another brake has ordered, of which this one is the successor.</summary>
    public void Adopt(BrakeOrder order, TimeSpan now)
    {
        if (order.Rate is { } rate)
        {
            _learner = new RateLearner(rate, now);
            _slack = new SlackWatch(now);
        }

        var until = now + (order.Wait ?? TimeSpan.Zero);
        if (order.Mode is BrakeMode.Broken)
        {
            _breaker.Resume(until - now, now);
        }
        else
        {
            _pausedUntil = until;
        }
    }

    private static TimeSpan Later(TimeSpan one, TimeSpan other) => one > other ? one : other;
}
