namespace OrleansAiJobs.Grains.Storage;

internal static class StoreTimeout
{
    /// <summary>
    /// How long a caller waits for the store, repetitions included. A request must be answered 503 within 3 s of a database's death:
    /// this leaves more than a second for the rest of the way, on a machine that is busy with the outage.
    /// </summary>
    public static readonly TimeSpan Call = TimeSpan.FromSeconds(1.7);

    private static readonly TimeSpan LongestPause = TimeSpan.FromMilliseconds(400);

    /// <summary>
    /// How long to wait before sending again. The first repetition goes at once: after a restart of the database every pooled
    /// connection fails once.
    /// </summary>
    /// <param name="failures">How often it has failed so far, from 1.</param>
    public static TimeSpan PauseAfter(int failures)
    {
        if (failures == 1)
        {
            return TimeSpan.Zero;
        }

        var pause = TimeSpan.FromMilliseconds(25 * Math.Pow(2, failures - 1));
        return pause < LongestPause ? pause : LongestPause;
    }
}
