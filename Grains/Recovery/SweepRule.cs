using OrleansAiJobs.Grains.Storage;

namespace OrleansAiJobs.Grains.Recovery;

/// <summary>Decides which unfinished jobs nobody holds. Pure.</summary>
internal static class SweepRule
{
    /// <summary>A job without an owner is usually on its way to its next one; and a retry may be about to start.</summary>
    public static readonly TimeSpan Grace = TimeSpan.FromSeconds(5);

    /// <param name="job">The row.</param>
    /// <param name="alive">Whether the silo of that name may still be at work.</param>
    /// <param name="now">The time of the sweep.</param>
    public static bool NeedsPoke(UnfinishedJob job, Func<string, bool> alive, DateTimeOffset now)
    {
        if (job.Owner is null)
        {
            return job.ChangedAt < now - Grace;
        }

        return !alive(job.Owner) || job.NextAttemptAt < now - Grace;
    }
}
