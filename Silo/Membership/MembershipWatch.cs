using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Orleans.Clustering.Redis;
using Orleans.Configuration;
using OrleansAiJobs.Grains.Hosting;
using OrleansAiJobs.Silo.Redis;
using StackExchange.Redis;

namespace OrleansAiJobs.Silo.Membership;

/// <summary>
/// Ends the process when the membership table can be read and this silo is not in it: Redis has been emptied. Such a silo would go on
/// alone, and nothing brings its row back. Whoever supervises the process starts it again, and it joins as a new silo.
/// </summary>
internal sealed partial class MembershipWatch(
    IMembershipTable table,
    RedisConnection redis,
    IOptions<RedisClusteringOptions> clustering,
    IOptions<ClusterOptions> cluster,
    IWorkInProgress work,
    ILocalSiloDetails silo,
    TimeProvider time,
    ILogger<MembershipWatch> logger) : BackgroundService
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
                // Then the process just ends: Orleans would go on for long trying to write the silo's own end into a table that is gone.
                // What has not finished has an owner that is no member, and is swept.
                await work.DrainAsync(stoppingToken);
                Environment.Exit(NotAMember);
            }
        }
    }

    private async Task<bool> IsMissingAsync(CancellationToken cancellationToken)
    {
        try
        {
            return (await table.ReadRowAsync(silo.SiloAddress, cancellationToken)).Members.Count == 0;
        }
        catch (RedisClusteringException e)
        {
            // Orleans says so of a table that is gone, too.
            LogUnreadable(e);
            return await IsTableGoneAsync();
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            // A table that cannot be read says nothing about who is in it.
            LogUnreadable(e);
            return false;
        }
    }

    private async Task<bool> IsTableGoneAsync()
    {
        try
        {
            var database = (await redis.GetAsync()).GetDatabase();
            return !await database.KeyExistsAsync(clustering.Value.CreateRedisKey(cluster.Value));
        }
        catch (Exception e) when (e is RedisException or TimeoutException)
        {
            LogUnreadable(e);
            return false;
        }
    }

    [LoggerMessage(Level = LogLevel.Critical, Message = "Silo {Silo} is no longer in the membership table: Redis was emptied. Stopping, to be started again.")]
    private partial void LogNotAMember(SiloAddress silo);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The membership table could not be read.")]
    private partial void LogUnreadable(Exception exception);
}
