using System.Globalization;
using System.Net;
using OrleansAiJobs.Tests.Apps;

namespace OrleansAiJobs.Tests.EndToEnd.Deployment;

/// <summary>
/// One container of a service of ours, as a process: the program of its image with the environment of the compose file. An address of
/// the loopback network stands for that of the container.
/// </summary>
internal sealed class ComposedNode : IAsyncDisposable
{
    private static readonly TimeSpan HealthTimeout = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan PollInterval = TimeSpan.FromMilliseconds(200);

    private readonly ComposeService _service;
    private readonly string _port;

    private ComposedNode(ComposeService service, AppProcess process, IPAddress address, string port)
    {
        _service = service;
        Process = process;
        Address = address;
        _port = port;
    }

    public AppProcess Process { get; }

    public IPAddress Address { get; }

    public static async Task<ComposedNode> StartSiloAsync(
        ComposeService service, BuiltImage image, Dictionary<string, string> environment, IPAddress address, (int Silo, int Gateway) ports)
    {
        var gateway = ports.Gateway.ToString(CultureInfo.InvariantCulture);
        var (process, _) = await AppProcess.StartAsync(image.Program, "Application started", new Dictionary<string, string>(environment)
        {
            ["Orleans__AdvertisedAddress"] = address.ToString(),
            ["Orleans__SiloPort"] = ports.Silo.ToString(CultureInfo.InvariantCulture),
            ["Orleans__GatewayPort"] = gateway,
        });
        return new ComposedNode(service, process, address, gateway);
    }

    public static async Task<ComposedNode> StartFrontendAsync(
        ComposeService service, BuiltImage image, Dictionary<string, string> environment, IPAddress address, int port)
    {
        var url = string.Create(CultureInfo.InvariantCulture, $"http://{address}:{port}");
        var (process, _) = await AppProcess.StartAsync(image.Program, "Now listening on: ", new Dictionary<string, string>(environment)
        {
            ["ASPNETCORE_URLS"] = url,
        });
        return new ComposedNode(service, process, address, port.ToString(CultureInfo.InvariantCulture));
    }

    /// <summary>Runs the health check of the compose file until it finds nothing amiss.</summary>
    public async Task WaitUntilHealthyAsync()
    {
        var until = TimeProvider.System.GetUtcNow() + HealthTimeout;
        while (await CheckHealthAsync() is not 0)
        {
            if (TimeProvider.System.GetUtcNow() > until)
            {
                throw new TimeoutException($"{Address} was not healthy within {HealthTimeout}:\n{Process.Output}");
            }

            await Task.Delay(PollInterval, TimeProvider.System);
        }
    }

    public async Task<int> CheckHealthAsync()
    {
        var command = _service.HealthCheck
            .Select(word => word
                .Replace("/30000", $"/{_port}", StringComparison.Ordinal)
                .Replace("/8080", $"/{_port}", StringComparison.Ordinal))
            .ToArray();
        var environment = new Dictionary<string, string?> { ["HOSTNAME"] = Address.ToString() };
        return (await Command.RunAsync(command, Path.GetTempPath(), environment)).ExitCode;
    }

    public ValueTask DisposeAsync() => Process.DisposeAsync();
}
