using System.Globalization;
using System.Text.Json.Nodes;

namespace OrleansAiJobs.Tests.EndToEnd.Deployment;

/// <summary>One service of a compose file.</summary>
internal sealed class ComposeService(JsonNode service)
{
    public int Replicas => service["deploy"]?["replicas"] is { } replicas ? int.Parse(replicas.ToString(), CultureInfo.InvariantCulture) : 1;

    public string? Restart => service["restart"]?.ToString();

    public string? Dockerfile => service["build"]?["dockerfile"]?.ToString();

    public string? StopGracePeriod => service["stop_grace_period"]?.ToString();

    public IReadOnlyList<string> Command => Texts("command");

    public IReadOnlyList<string> Ports => Texts("ports");

    public IReadOnlyList<string> Volumes => Texts("volumes");

    /// <summary>What is awaited before it starts, and in which state.</summary>
    public IReadOnlyDictionary<string, string> DependsOn =>
        service["depends_on"]?.AsObject().ToDictionary(other => other.Key, other => other.Value!["condition"]!.ToString()) ?? [];

    public IReadOnlyDictionary<string, string> Environment =>
        service["environment"]?.AsObject().ToDictionary(setting => setting.Key, setting => setting.Value?.ToString() ?? "") ?? [];

    /// <summary>The command as the container runs it.</summary>
    public IReadOnlyList<string> HealthCheck => service["healthcheck"]?["test"] is JsonArray test && test[0]!.ToString() == "CMD"
        // Compose prints a $ as it must be written.
        ? [.. test.Skip(1).Select(word => word!.ToString().Replace("$$", "$", StringComparison.Ordinal))]
        : ["sh", "-c", service["healthcheck"]!["test"]![1]!.ToString()];

    private string[] Texts(string key) => service[key]?.AsArray().Select(text => text!.ToString()).ToArray() ?? [];
}
