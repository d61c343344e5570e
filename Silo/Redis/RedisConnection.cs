using Microsoft.Extensions.Configuration;
using StackExchange.Redis;

namespace OrleansAiJobs.Silo.Redis;

/// <summary>The one connection to Redis that clustering, reminders and grain storage share. It comes back by itself after an outage.</summary>
internal sealed class RedisConnection : IAsyncDisposable
{
    private readonly Lazy<Task<ConnectionMultiplexer>> _multiplexer;

    public RedisConnection(IConfiguration configuration)
    {
        Options = ConfigurationOptions.Parse(configuration.GetConnectionString("redis") is { Length: > 0 } address
            ? address
            : throw new InvalidOperationException("ConnectionStrings:redis must say where Redis is, such as localhost:6379."));
        // It would otherwise throw while Redis is still starting, and never try again.
        Options.AbortOnConnectFail = false;
        _multiplexer = new Lazy<Task<ConnectionMultiplexer>>(() => ConnectionMultiplexer.ConnectAsync(Options));
    }

    public ConfigurationOptions Options { get; }

    public string Address => string.Join(", ", Options.EndPoints);

    public async Task<IConnectionMultiplexer> GetAsync() => await _multiplexer.Value;

    public async ValueTask DisposeAsync()
    {
        if (_multiplexer.IsValueCreated)
        {
            await (await _multiplexer.Value).DisposeAsync();
        }
    }
}
