using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Orleans.Configuration;
using Orleans.Core.Internal;
using OrleansAiJobs.Grains.Interfaces.History;
using StackExchange.Redis;

namespace OrleansAiJobs.Tests.EndToEnd.Processes;

/// <summary>A client of the cluster, for what no page can do.</summary>
internal sealed class ClusterGrains : IAsyncDisposable
{
    private readonly IHost _host;

    private ClusterGrains(IHost host) => _host = host;

    public static async Task<ClusterGrains> ConnectAsync(ClusterApp app)
    {
        var builder = Host.CreateApplicationBuilder();
        builder.Logging.ClearProviders();
        builder.UseOrleansClient(client =>
        {
            client.UseRedisClustering(redis => redis.ConfigurationOptions = ConfigurationOptions.Parse(app.Redis.ConnectionString));
            client.Configure<ClusterOptions>(cluster => (cluster.ClusterId, cluster.ServiceId) = ("ai-jobs", "ai-jobs"));
        });
        var host = builder.Build();
        await host.StartAsync();
        return new ClusterGrains(host);
    }

    /// <summary>Lets the user's grain go, as Orleans does with what it finds idle, or wants elsewhere; false when it could not be reached, as for seconds after a silo has gone.</summary>
    public async Task<bool> TryDeactivateHistoryAsync(Guid userId)
    {
        var grain = _host.Services.GetRequiredService<IClusterClient>().GetGrain<IUserHistoryGrain>(userId);
        try
        {
            await grain.AsReference<IGrainManagementExtension>().DeactivateOnIdle();
            return true;
        }
        catch (Exception e) when (e is OperationCanceledException or TimeoutException or OrleansException)
        {
            return false;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _host.StopAsync();
        _host.Dispose();
    }
}
