using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace OrleansAiJobs.Grains.Recovery;

/// <summary>Asks for a sweep when this silo starts, once more when the grace of ownerless jobs is over, and then every minute.</summary>
internal sealed partial class SweepSchedule(IGrainFactory grains, TimeProvider time, ILogger<SweepSchedule> logger) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromMinutes(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await SweepAsync(stoppingToken);
        await Task.Delay(SweepRule.Grace + TimeSpan.FromSeconds(1), time, stoppingToken);
        using var timer = new PeriodicTimer(Interval, time);
        do
        {
            await SweepAsync(stoppingToken);
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    private async Task SweepAsync(CancellationToken cancellationToken)
    {
        try
        {
            await grains.GetGrain<ISweeperGrain>(0).SweepAsync(cancellationToken);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            LogFailed(e);
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "A sweep failed; the next one is due within a minute.")]
    private partial void LogFailed(Exception exception);
}
