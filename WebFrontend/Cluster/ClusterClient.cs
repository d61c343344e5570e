using Orleans.Clustering.Redis;
using Orleans.Configuration;
using OrleansAiJobs.Grains.Hosting;
using OrleansAiJobs.WebFrontend.Feed;
using StackExchange.Redis;

namespace OrleansAiJobs.WebFrontend.Cluster;

/// <summary>A client of a cluster that is found through Redis.</summary>
internal static class ClusterClient
{
    public static void AddClusterClient(this WebApplicationBuilder builder)
    {
        builder.Services.AddSettingRule(Check);
        // The web server must not wait for the cluster: meanwhile it says that it is not ready.
        builder.Services.Configure<HostOptions>(host => host.ServicesStartConcurrently = true);
        builder.UseOrleansClient(client =>
        {
            client.UseRedisClustering(redis => Configure(redis, builder.Configuration));
            client.Configure<ClusterOptions>(cluster =>
            {
                cluster.ClusterId = builder.Configuration["Orleans:ClusterId"] ?? "ai-jobs";
                cluster.ServiceId = "ai-jobs";
            });
            // Calls to a killed silo hang until then.
            client.Configure<ClientMessagingOptions>(messaging => messaging.ResponseTimeout = TimeSpan.FromSeconds(5));
            // In a rolling restart the next silo goes soon after the last one has come back.
            client.Configure<GatewayOptions>(gateways => gateways.GatewayListRefreshPeriod = TimeSpan.FromSeconds(2));
            client.UseConnectionRetryFilter<WaitForCluster>();
            client.AddAiJobsFeed();
            client.AddGatewayCountChangedHandler(services => (_, _) => services.GetRequiredService<FeedHub>().RenewAll());
        });
    }

    private static IEnumerable<string> Check(IConfiguration configuration)
    {
        try
        {
            ConfigurationOptions.Parse(configuration.GetConnectionString("redis")!);
            return [];
        }
        catch (ArgumentException)
        {
            // Without its message: it may quote the password.
            return ["ConnectionStrings:redis must say where Redis is, such as localhost:6379; it is no address, or one of its options is none."];
        }
    }

    private static void Configure(RedisClusteringOptions redis, ConfigurationManager configuration)
    {
        redis.ConfigurationOptions = ConfigurationOptions.Parse(configuration.GetConnectionString("redis")!);
        // It would otherwise throw while Redis is still starting, and never try again.
        redis.ConfigurationOptions.AbortOnConnectFail = false;
    }
}
