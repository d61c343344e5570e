using OrleansAiJobs.Grains.Recovery;

namespace OrleansAiJobs.Grains.Jobs;

/// <summary>
/// How often the live members of a job are told. The more jobs, the more seldom for each: an estimate that is some seconds old does little harm, while thousands
/// of them a second would have the answers wait.
/// </summary>
/// <param name="held">The jobs of this silo.</param>
/// <param name="processors">Of this machine.</param>
internal sealed class LivePace(HeldJobs held, int processors)
{
    /// <summary>Of all jobs together, for each processor.</summary>
    private const int PerSecond = 1000;

    private static readonly TimeSpan Fastest = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan Slowest = TimeSpan.FromSeconds(10);

    /// <summary>From one time to the next.</summary>
    public TimeSpan Interval
    {
        get
        {
            var fair = TimeSpan.FromSeconds((double)held.Count / (PerSecond * processors));
            return fair < Fastest ? Fastest : fair > Slowest ? Slowest : fair;
        }
    }
}
