using System.Net;
using System.Net.Sockets;
using OrleansAiJobs.Grains.Hosting;

namespace OrleansAiJobs.WebFrontend.Cluster;

/// <summary>The whole cluster inside this process.</summary>
internal static class EmbeddedSilo
{
    private const string PortKey = "Orleans:SiloPort";

    public static void AddEmbeddedSilo(this WebApplicationBuilder builder) => builder.UseOrleans(silo =>
    {
        // Nobody else connects to it, so it takes any free port and opens no gateway.
        silo.Services.AddSettingRule(configuration => PortOf(configuration) is 0 ? [$"{PortKey} is '{configuration[PortKey]}', which is no port from 1 to 65535."] : []);
        var port = PortOf(builder.Configuration) is { } wanted and > 0 ? wanted : FreePort();
        silo.UseLocalhostClustering(siloPort: port, gatewayPort: 0, primarySiloEndpoint: null, serviceId: "ai-jobs", clusterId: "ai-jobs");
        silo.AddEmbeddedAiJobs();
    });

    /// <summary>Null when it is not set, 0 when it is none.</summary>
    private static int? PortOf(IConfiguration configuration) =>
        string.IsNullOrEmpty(configuration[PortKey]) ? null
        : int.TryParse(configuration[PortKey], out var port) && port is > 0 and <= IPEndPoint.MaxPort ? port
        : 0;

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
