using Microsoft.Extensions.Configuration;
using StackExchange.Redis;

namespace OrleansAiJobs.Silo.Redis;

/// <summary>The one connection to Redis that clustering, reminders and grain storage share. It comes back by itself after an outage.</summary>
internal sealed class RedisConnection : IAsyncDisposable
{
    private const string Wanted = "ConnectionStrings:redis must say where Redis is, such as localhost:6379.";

    private readonly Lazy<Task<ConnectionMultiplexer>> _multiplexer;

    public RedisConnection(IConfiguration configuration)
    {
        Options = ConfigurationOptions.Parse(configuration.GetConnectionString("redis") is { Length: > 0 } address
            ? address
            : throw new InvalidOperationException(Wanted));
        // It would otherwise throw while Redis is still starting, and never try again.
        Options.AbortOnConnectFail = false;
        _multiplexer = new Lazy<Task<ConnectionMultiplexer>>(() => ConnectionMultiplexer.ConnectAsync(Options));
    }

    public ConfigurationOptions Options { get; }

    public string Address => string.Join(", ", Options.EndPoints);

    /// <summary>What is wrong with <c>ConnectionStrings:redis</c>, without repeating it: it may hold a password.</summary>
    public static IEnumerable<string> Check(IConfiguration configuration)
    {
        if (configuration.GetConnectionString("redis") is not { Length: > 0 } address)
        {
            return [Wanted];
        }

        try
        {
            return ConfigurationOptions.Parse(address).EndPoints.Count == 0 ? [Wanted] : [];
        }
        catch (ArgumentException)
        {
            return [$"{Wanted} It is no address, or one of its options is none."];
        }
    }

    public async Task<IConnectionMultiplexer> GetAsync() => await _multiplexer.Value;

    public async ValueTask DisposeAsync()
    {
        if (_multiplexer.IsValueCreated)
        {
            await (await _multiplexer.Value).DisposeAsync();
        }
    }
}
