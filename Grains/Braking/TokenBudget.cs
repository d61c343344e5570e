namespace OrleansAiJobs.Grains.Braking;

/// <summary>Holds a limit of tokens a minute: in no 60 s begin calls that use more. Pure.</summary>
internal sealed class TokenBudget(int perMinute)
{
    /// <summary>A second more than a minute, as the log counts in whole seconds.</summary>
    private const int LogSeconds = 61;

    private readonly long[] _log = new long[LogSeconds];
    private readonly CallPacer _pacer = new();
    private long _second;
    private long _sum;

    /// <summary>When a call of so many tokens may begin. One that is larger than the limit may when nothing else has begun for a minute.</summary>
    public TimeSpan Next(int tokens, TimeSpan now)
    {
        Advance(now);
        var paced = _pacer.Next(now);
        var over = _sum + Math.Min(tokens, perMinute) - perMinute;
        for (var age = LogSeconds - 1; over > 0 && age >= 0; age--)
        {
            over -= _log[Index(_second - age)];
            var gone = TimeSpan.FromSeconds(_second - age + LogSeconds);
            paced = gone > paced ? gone : paced;
        }

        return paced;
    }

    /// <summary>A call begins and will use about so many tokens.</summary>
    public void Reserve(int tokens, TimeSpan now)
    {
        Advance(now);
        Add(_second, tokens);
        if (tokens > 0)
        {
            _pacer.Take(now, perMinute / 60.0 / tokens);
        }
    }

    /// <summary>A call that began then has used so many tokens more, or fewer, than was reserved for it.</summary>
    public void Settle(int more, TimeSpan beganAt, TimeSpan now)
    {
        Advance(now);
        var second = (long)beganAt.TotalSeconds;
        if (second > _second - LogSeconds && second <= _second)
        {
            Add(second, Math.Max(more, -_log[Index(second)]));
        }
    }

    private static int Index(long second) => (int)(((second % LogSeconds) + LogSeconds) % LogSeconds);

    private void Add(long second, long tokens)
    {
        _log[Index(second)] += tokens;
        _sum += tokens;
    }

    private void Advance(TimeSpan now)
    {
        var second = (long)now.TotalSeconds;
        for (var steps = Math.Min(second - _second, LogSeconds); steps > 0; steps--)
        {
            var index = Index(second - steps + 1);
            _sum -= _log[index];
            _log[index] = 0;
        }

        _second = Math.Max(_second, second);
    }
}
