using System.Globalization;
using OrleansAiJobs.Tests.Servers;

namespace OrleansAiJobs.Tests.Apps;

/// <summary>A silo. Started again it takes the same ports.</summary>
public sealed class SiloNode : ClusterNode
{
    private readonly int _port;

    private SiloNode(string name, int port, int gatewayPort, IReadOnlyDictionary<string, string> settings)
        : base(name, Build.Silo, "Application started", settings) => (_port, GatewayPort) = (port, gatewayPort);

    /// <summary>Where frontends connect, and probes.</summary>
    public int GatewayPort { get; }

    /// <summary>How its name begins in the column <c>owner</c>; what follows differs with each start.</summary>
    public string OwnerPrefix => string.Create(CultureInfo.InvariantCulture, $"127.0.0.1:{_port}@");

    public static SiloNode Create(string name, IReadOnlyDictionary<string, string> settings)
    {
        var (port, gatewayPort) = (FreePort.Find(), FreePort.Find());
        return new SiloNode(name, port, gatewayPort, new Dictionary<string, string>(settings)
        {
            ["Orleans:SiloPort"] = port.ToString(CultureInfo.InvariantCulture),
            ["Orleans:GatewayPort"] = gatewayPort.ToString(CultureInfo.InvariantCulture),
            ["Orleans:AdvertisedAddress"] = "127.0.0.1",
            ["DOTNET_ENVIRONMENT"] = "Production",
        });
    }
}
