using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace OrleansAiJobs.Silo.Membership;

/// <summary>
/// Ends the process when the membership table can be read and this silo is not in it: Redis has been emptied. Such a silo would go on
/// alone, and nothing brings its row back. Whoever supervises the process starts it again, and it joins as a new silo.
/// </summary>
internal sealed partial class MembershipWatch(
    IMembershipTable table, ILocalSiloDetails silo, IHostApplicationLifetime lifetime, TimeProvider time, ILogger<MembershipWatch> logger)
    : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(5);

    /// <summary>The exit code of a silo that is no longer a member: not 0, so that supervisors start it again.</summary>
    public const int NotAMember = 3;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval, time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            if (await IsMissingAsync(stoppingToken) && !stoppingToken.IsCancellationRequested)
            {
                LogNotAMember(silo.SiloAddress);
                Environment.ExitCode = NotAMember;
                lifetime.StopApplication();
                return;
            }
        }
    }

    private async Task<bool> IsMissingAsync(CancellationToken cancellationToken)
    {
        try
        {
            return (await table.ReadRowAsync(silo.SiloAddress, cancellationToken)).Members.Count == 0;
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            // A table that cannot be read says nothing about who is in it.
            LogUnreadable(e);
            return false;
        }
    }

    [LoggerMessage(Level = LogLevel.Critical, Message = "Silo {Silo} is no longer in the membership table: Redis was emptied. Stopping, to be started again.")]
    private partial void LogNotAMember(SiloAddress silo);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The membership table could not be read.")]
    private partial void LogUnreadable(Exception exception);
}
