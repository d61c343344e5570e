using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Orleans.Configuration;
using OrleansAiJobs.Grains.Hosting;

namespace OrleansAiJobs.Silo.Membership;

/// <summary>How silos find each other, and how soon they notice that one is gone.</summary>
internal static class MembershipSetup
{
    public static ISiloBuilder AddMembership(this ISiloBuilder silo)
    {
        silo.Services.AddSettings<NodeOptions>(NodeOptions.Section).ValidateOnStart();
        silo.Services.AddSingleton<IValidateOptions<NodeOptions>, NodeOptionsValidator>();
        silo.Services.AddOptions<ClusterOptions>().Configure<IOptions<NodeOptions>>((cluster, node) =>
        {
            cluster.ClusterId = node.Value.ClusterId;
            cluster.ServiceId = "ai-jobs";
        });
        silo.Services.AddOptions<EndpointOptions>().Configure<IOptions<NodeOptions>>((endpoint, node) =>
        {
            endpoint.SiloPort = node.Value.SiloPort;
            endpoint.GatewayPort = node.Value.GatewayPort;
            if (node.Value.AdvertisedAddress is { Length: > 0 } address)
            {
                endpoint.AdvertisedIPAddress = IPAddress.Parse(address);
            }
        });
        silo.Configure<ClusterMembershipOptions>(Notice);
        // A killed silo answers nothing: whoever waits for it should not wait for 30 s.
        silo.Configure<SiloMessagingOptions>(messaging => messaging.ResponseTimeout = TimeSpan.FromSeconds(5));
        // Of the grains of healthy silos, the default directory gives up some whenever a silo leaves, and with them the calls they have under way.
#pragma warning disable ORLEANSEXP003
        silo.AddDistributedGrainDirectory();
#pragma warning restore ORLEANSEXP003
        // For so long after a crash nobody could register in the dead silo's ranges, lest there be two activations. Here a row's ETag sees to
        // it that only one of them counts.
        silo.Configure<GrainDirectoryOptions>(directory =>
        {
            directory.RangeLeaseDuration = TimeSpan.Zero;
            // Where grains were is remembered long after jobs have ended, at more than 200 bytes each; by default that of a million.
            directory.CacheSize = 100_000;
        });
        silo.Services.AddHostedService<MembershipWatch>();
        return silo;
    }

    /// <summary>A killed silo is noticed within seconds, a frozen one after about ten.</summary>
    private static void Notice(ClusterMembershipOptions membership)
    {
        membership.ProbeTimeout = TimeSpan.FromSeconds(3);
        membership.MinProbeTimeout = TimeSpan.FromSeconds(1);
        membership.MaxProbeTimeout = TimeSpan.FromSeconds(4);
        membership.NumMissedProbesLimit = 3;
        membership.NumVotesForDeathDeclaration = 2;
        membership.TableRefreshTimeout = TimeSpan.FromSeconds(15);
        membership.IAmAliveTablePublishTimeout = TimeSpan.FromSeconds(5);
    }
}
