using System.Net;
using System.Net.Sockets;
using System.Text.Json.Nodes;
using OrleansAiJobs.Tests.Apps;
using OrleansAiJobs.Tests.EndToEnd.Api;
using OrleansAiJobs.Tests.EndToEnd.Processes;

namespace OrleansAiJobs.Tests.EndToEnd.Telemetry;

/// <summary>Two silos and a frontend that record what they do at a collector and log as they do in production; <see cref="KnownJobs"/> have run.</summary>
public sealed class RecordedCluster : IAsyncLifetime
{
    private const string Finished = "aijobs.job.finished";

    private OtlpCollector? _collector;
    private ClusterApp? _app;

    internal OtlpCollector Collector => _collector ?? throw new InvalidOperationException("It has not been started.");

    internal ClusterApp App => _app ?? throw new InvalidOperationException("It has not been started.");

    /// <summary>What the processes have written while nothing went wrong.</summary>
    internal IReadOnlyList<string> HealthyOutputs { get; private set; } = [];

    /// <summary>What was told of those jobs.</summary>
    internal ToldMetrics Metrics { get; private set; } = new([]);

    /// <summary>The tokens in and out of those jobs, as the API tells them.</summary>
    internal (double Input, double Output) Usage { get; private set; }

    /// <summary>Whose jobs they were.</summary>
    internal ApiClient Visitor { get; private set; } = null!;

    public async Task InitializeAsync()
    {
        _collector = await OtlpCollector.StartAsync();
        _app = await ClusterApp.StartAsync(
            silos: 2,
            frontends: 1,
            [
                .. _collector.Settings,
                // As in production: blank is not set.
                ("Logging:Console:FormatterName", ""),
                ("Jobs:RetryBaseDelay", "00:00:00.050"),
                ("Jobs:DrainTimeout", "00:00:00.100"),
            ]);
        Visitor = await _app.VisitAsync();
        await KnownJobs.WarmUpAsync(Visitor);
        ClusterNode[] nodes = [.. _app.Silos, .. _app.Frontends];
        var before = nodes.Select(node => node.Output.Length).ToArray();
        await Task.WhenAll(_app.Silos.Select(ProbeAsync));
        await KnownJobs.RunGoodAsync(Visitor);
        HealthyOutputs = [.. nodes.Select((node, place) => node.Output[before[place]..])];
        await KnownJobs.RunOthersAsync(_app, Visitor);
        await OtlpCollector.WaitAsync(() => IsComplete(Metrics = _collector.Metrics), () => $"{Metrics.Total(Finished)} finished jobs", ApiClient.Patience);
        Usage = await SumUsageAsync();
    }

    /// <summary>As Kubernetes and the compose file do: connected is healthy.</summary>
    private static async Task ProbeAsync(SiloNode silo)
    {
        using var probe = new TcpClient();
        await probe.ConnectAsync(IPAddress.Loopback, silo.GatewayPort);
    }

    private async Task<(double Input, double Output)> SumUsageAsync()
    {
        var jobs = (await Visitor.GetAsync($"/api/ai/history?limit={KnownJobs.All}"))["items"]!.AsArray();
        Assert.Equal(KnownJobs.All, jobs.Count);
        var usages = jobs.Select(job => job!["usage"]).OfType<JsonObject>().ToArray();
        return (usages.Sum(usage => usage["inputTokens"]!.GetValue<double>()), usages.Sum(usage => usage["outputTokens"]!.GetValue<double>()));
    }

    private static bool IsComplete(ToldMetrics metrics) =>
        metrics.Total(Finished) >= KnownJobs.All
        && metrics.Total("aijobs.slots.used") is 0
        && metrics.Total("aijobs.feed.open") is 0
        && metrics.Total("aijobs.feed.events", ("aijobs.feed.event", "job")) >= KnownJobs.Followed;

    public async Task DisposeAsync()
    {
        Visitor?.Dispose();
        if (_app is not null)
        {
            await _app.DisposeAsync();
        }

        if (_collector is not null)
        {
            await _collector.DisposeAsync();
        }
    }
}
