using System.Net;
using System.Net.Sockets;
using OrleansAiJobs.Grains.Hosting;

namespace OrleansAiJobs.WebFrontend.Cluster;

/// <summary>The way to the grains: a silo inside this process.</summary>
internal static class ClusterSetup
{
    public static void AddCluster(this WebApplicationBuilder builder)
    {
        builder.UseOrleans(silo =>
        {
            // Nobody else connects to it, so it takes any free port and opens no gateway.
            var port = builder.Configuration.GetValue<int?>("Orleans:SiloPort") ?? FreePort();
            silo.UseLocalhostClustering(siloPort: port, gatewayPort: 0, primarySiloEndpoint: null, serviceId: "ai-jobs", clusterId: "ai-jobs");
            silo.AddEmbeddedAiJobs();
        });
        builder.Services.AddHealthChecks().AddCheck<ClusterHealthCheck>("cluster");
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
