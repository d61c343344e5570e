namespace OrleansAiJobs.Grains.Braking;

/// <summary>Spreads calls evenly over time, so that a provider that counts in windows is content, however long its windows are. Pure.</summary>
/// <remarks>Virtual scheduling without a burst: the generic cell rate algorithm of ITU-T I.371, 1996.</remarks>
internal sealed class CallPacer
{
    /// <summary>A call that comes late by no more than this does not delay those after it: else timers would cost throughput.</summary>
    private static readonly TimeSpan Lateness = TimeSpan.FromMilliseconds(50);

    private TimeSpan _next;

    /// <summary>When the next call may begin.</summary>
    public TimeSpan Next(TimeSpan now) => _next > now ? _next : now;

    /// <summary>A call begins now.</summary>
    /// <param name="now">At or after <see cref="Next"/>.</param>
    /// <param name="rate">Calls a second.</param>
    public void Take(TimeSpan now, double rate)
    {
        var planned = now - Lateness > _next ? now - Lateness : _next;
        _next = planned + TimeSpan.FromSeconds(1 / rate);
    }

    /// <summary>A call has begun that had not been asked for: the next one waits for it.</summary>
    public void Owe(double rate) => _next += TimeSpan.FromSeconds(1 / rate);

    /// <summary>The rate has changed: the wait for the next call is that of the new rate at the most.</summary>
    public void Changed(TimeSpan now, double rate)
    {
        var latest = now + TimeSpan.FromSeconds(1 / rate);
        _next = _next < latest ? _next : latest;
    }
}
