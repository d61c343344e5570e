using System.Net;
using System.Net.Sockets;
using OrleansAiJobs.Grains.Hosting;

namespace OrleansAiJobs.WebFrontend.Cluster;

/// <summary>The whole cluster inside this process.</summary>
internal static class EmbeddedSilo
{
    public static void AddEmbeddedSilo(this WebApplicationBuilder builder) => builder.UseOrleans(silo =>
    {
        // Nobody else connects to it, so it takes any free port and opens no gateway.
        var port = builder.Configuration.GetValue<int?>("Orleans:SiloPort") ?? FreePort();
        silo.UseLocalhostClustering(siloPort: port, gatewayPort: 0, primarySiloEndpoint: null, serviceId: "ai-jobs", clusterId: "ai-jobs");
        silo.AddEmbeddedAiJobs();
    });

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
