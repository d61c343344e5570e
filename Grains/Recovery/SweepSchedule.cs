using System.Threading.Channels;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace OrleansAiJobs.Grains.Recovery;

/// <summary>
/// Asks for a sweep when this silo starts, when the members of the cluster change, some time after that (what was handed back or taken
/// meanwhile has settled then), and every minute.
/// </summary>
internal sealed partial class SweepSchedule(
    IGrainFactory grains, IClusterMembershipService membership, TimeProvider time, ILogger<SweepSchedule> logger) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan[] AfterChange = [TimeSpan.Zero, SweepRule.Grace + TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(20)];

    private readonly Channel<bool> _due = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });

    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        Task.WhenAll(SweepWhenDueAsync(stoppingToken), WatchMembersAsync(stoppingToken), RequestRegularlyAsync(stoppingToken));

    private async Task SweepWhenDueAsync(CancellationToken stoppingToken)
    {
        await foreach (var _ in _due.Reader.ReadAllAsync(stoppingToken))
        {
            try
            {
                await grains.GetGrain<ISweeperGrain>(0).RequestAsync().WaitAsync(stoppingToken);
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                LogFailed(e);
            }
        }
    }

    private async Task WatchMembersAsync(CancellationToken stoppingToken)
    {
        var known = new HashSet<(SiloAddress, SiloStatus)>();
        await foreach (var snapshot in membership.MembershipUpdates.WithCancellation(stoppingToken))
        {
            // The same members may come several times.
            var members = snapshot.Members.Values.Select(member => (member.SiloAddress, member.Status)).ToHashSet();
            if (!known.SetEquals(members))
            {
                known = members;
                _ = RequestAfterChangeAsync(stoppingToken);
            }
        }
    }

    private async Task RequestAfterChangeAsync(CancellationToken stoppingToken)
    {
        foreach (var delay in AfterChange)
        {
            await Task.Delay(delay, time, stoppingToken);
            _due.Writer.TryWrite(true);
        }
    }

    private async Task RequestRegularlyAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval, time);
        do
        {
            _due.Writer.TryWrite(true);
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "A sweep could not be asked for; the next one is due within a minute.")]
    private partial void LogFailed(Exception exception);
}
