using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using OrleansAiJobs.Grains.Jobs;
using OrleansAiJobs.Grains.Running;

namespace OrleansAiJobs.Grains.Braking;

/// <summary>Keeps this silo in touch with the cluster's brake: hears its orders, and fetches permits while jobs wait for some.</summary>
internal sealed partial class BrakeLink(
    SiloBrake brake, JobSlots slots, JobRules rules, IGrainFactory grains, TimeProvider time, ILogger<BrakeLink> logger) : BackgroundService
{
    private static readonly TimeSpan RetryDelay = TimeSpan.FromSeconds(1);

    private IAiBrakeGrain Grain => grains.GetGrain<IAiBrakeGrain>(0);

    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        brake.IsInUse
            ? Task.WhenAll(RepeatAsync(WatchAsync, stoppingToken), RepeatAsync(FetchAsync, stoppingToken))
            : Task.CompletedTask;

    private async Task WatchAsync(CancellationToken cancellationToken)
    {
        brake.Heed(await Grain.WatchAsync(brake.TakeNews(rules.Owner), cancellationToken));
        slots.Serve();
    }

    private async Task FetchAsync(CancellationToken cancellationToken)
    {
        var (jobs, tokens) = slots.Startable();
        if (brake.IsOpen || jobs == 0)
        {
            await brake.WhenWantedAsync(cancellationToken);
            return;
        }

        var lease = await Grain.AcquireAsync(new PermitRequest(brake.TakeNews(rules.Owner), jobs, tokens), cancellationToken);
        brake.Heed(lease.Order);
        Start(lease);
    }

    private void Start(PermitLease lease)
    {
        var permit = new StartPermit(lease.Trial, lease.Tokens);
        for (var left = lease.Count; left > 0; left--)
        {
            if (!slots.TryServe(permit))
            {
                // The job was cancelled meanwhile. An ordinary permit is lost; a trial must be for another to make.
                permit.GiveUp(brake);
                return;
            }
        }

        slots.Serve();
    }

    private async Task RepeatAsync(Func<CancellationToken, Task> step, CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await step(stoppingToken);
            }
            catch (Exception e) when (!stoppingToken.IsCancellationRequested && e is not OutOfMemoryException)
            {
                // The grain is on its way from one silo to another, or the cluster is in trouble: the last order holds.
                LogOutOfTouch(e);
                await Task.Delay(RetryDelay, time, stoppingToken);
            }
        }
    }

    [LoggerMessage(Level = LogLevel.Debug, Message = "The brake of the cluster could not be asked; trying again.")]
    private partial void LogOutOfTouch(Exception exception);
}
