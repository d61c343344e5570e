namespace OrleansAiJobs.Grains.Running;

/// <summary>Estimates how long a job still takes.</summary>
internal static class EtaEstimator
{
    /// <summary>Below this share of the expected text its growth says little.</summary>
    private const int TellingPercent = 10;

    /// <summary>Before the start: the rounds of the slots until it is this job's turn, and its own run.</summary>
    /// <param name="position">In the queue, from 1.</param>
    /// <param name="slots">Calls that run at once, for this user.</param>
    /// <param name="median">Of recent runs of that type; null gives null.</param>
    public static TimeSpan? Waiting(int position, int slots, TimeSpan? median) =>
        median is { } typical ? typical * (1 + Math.Ceiling((double)position / slots) - 0.5) : null;

    /// <summary>While it runs: what the typical run has left, corrected by how fast the text grows.</summary>
    /// <param name="elapsed">Since the attempt began.</param>
    /// <param name="percent">Of the expected text, 0 to 100.</param>
    /// <param name="median">Of recent runs of that type; null gives null.</param>
    public static TimeSpan? Running(TimeSpan elapsed, int percent, TimeSpan? median)
    {
        if (median is not { } typical)
        {
            return null;
        }

        var byMedian = typical > elapsed ? typical - elapsed : TimeSpan.Zero;
        if (percent < TellingPercent)
        {
            return byMedian;
        }

        var byGrowth = elapsed * ((100.0 - percent) / percent);
        var weight = percent / 100.0;
        return (byMedian * (1 - weight)) + (byGrowth * weight);
    }
}
