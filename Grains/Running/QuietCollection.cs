using Microsoft.Extensions.Hosting;

namespace OrleansAiJobs.Grains.Running;

/// <summary>
/// Collects the young garbage of a quiet silo long before .NET would: its budgets are made for full load, and up to them the memory of a silo that
/// has nothing to do would grow for a quarter of an hour.
/// </summary>
internal sealed class QuietCollection(CollectionPace pace, TimeProvider time) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(10);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval, time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            if (pace.IsDueInQuiet(GC.GetTotalAllocatedBytes()))
            {
                GC.Collect(1, GCCollectionMode.Forced, blocking: true);
            }
        }
    }
}
