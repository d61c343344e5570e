using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using StackExchange.Redis;

namespace OrleansAiJobs.Silo.Redis;

/// <summary>Holds the start up until Redis answers: the silo would otherwise fail and end.</summary>
internal sealed partial class RedisGate(RedisConnection redis, TimeProvider time, ILogger<RedisGate> logger) : IHostedLifecycleService
{
    private static readonly TimeSpan RepeatDelay = TimeSpan.FromSeconds(1);

    public async Task StartingAsync(CancellationToken cancellationToken)
    {
        while (!await AnswersAsync())
        {
            await Task.Delay(RepeatDelay, time, cancellationToken);
        }
    }

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private async Task<bool> AnswersAsync()
    {
        try
        {
            var connection = await redis.GetAsync();
            await connection.GetDatabase().PingAsync();
            return true;
        }
        catch (Exception e) when (e is RedisException or TimeoutException)
        {
            LogWaiting(redis.Address, e.Message);
            return false;
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Waiting for Redis at {Address} (ConnectionStrings:redis): {Reason}")]
    private partial void LogWaiting(string address, string reason);
}
