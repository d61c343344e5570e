namespace OrleansAiJobs.Grains.Running;

/// <summary>Estimates how long a job still takes.</summary>
internal static class EtaEstimator
{
    /// <summary>Below this share of the expected text its growth says little; from <see cref="Telling"/> on it says all.</summary>
    private const int Quiet = 10;
    private const int Telling = 40;

    /// <summary>Before the start: the rounds of the slots until it is this job's turn, and its own run.</summary>
    /// <param name="position">In the queue, from 1.</param>
    /// <param name="slots">Calls that run at once, for this user.</param>
    /// <param name="median">Of recent runs of that type and size; null gives null.</param>
    public static TimeSpan? Waiting(int position, int slots, TimeSpan? median) =>
        median is { } typical ? typical * (1 + Math.Ceiling((double)position / slots) - 0.5) : null;

    /// <summary>While it runs: what others still took that took at least as long; once the text tells, how fast it grows.</summary>
    /// <param name="elapsed">Since the attempt began.</param>
    /// <param name="percent">Of the expected text, 0 to 100.</param>
    /// <param name="medianRest">What recent runs still took after so long; null gives null.</param>
    public static TimeSpan? Running(TimeSpan elapsed, int percent, TimeSpan? medianRest)
    {
        if (medianRest is not { } byOthers)
        {
            return null;
        }

        if (percent < Quiet)
        {
            return byOthers;
        }

        var byGrowth = elapsed * ((100.0 - percent) / percent);
        var weight = Math.Min(1, (double)(percent - Quiet) / (Telling - Quiet));
        return (byOthers * (1 - weight)) + (byGrowth * weight);
    }
}
