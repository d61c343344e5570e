using OrleansAiJobs.Tests.Apps;
using System.Text.Json.Nodes;
using YamlDotNet.Serialization;

namespace OrleansAiJobs.Tests.EndToEnd.Deployment;

/// <summary><c>docker-compose.yml</c> as Compose itself understands it, with the settings of <c>.env.example</c>.</summary>
internal sealed class ComposeFile
{
    // Those of the shell would win over the file's.
    private static readonly Dictionary<string, string?> NoSettings = new()
    {
        ["OPENAI_API_KEY"] = null,
        ["OPENAI_BASE_URL"] = null,
        ["AI_MODEL"] = null,
        ["POSTGRES_PASSWORD"] = null,
        ["LISTEN"] = null,
    };

    private readonly JsonNode _file;

    private ComposeFile(JsonNode file) => _file = file;

    public IReadOnlyDictionary<string, ComposeService> Services =>
        _file["services"]!.AsObject().ToDictionary(service => service.Key, service => new ComposeService(service.Value!));

    /// <exception cref="InvalidOperationException">Compose does not accept the file.</exception>
    public static async Task<ComposeFile> ReadAsync()
    {
        var yaml = await Command.RunToSuccessAsync(
            ["docker-compose", "--env-file", ".env.example", "-f", "docker-compose.yml", "config"], Repository.PathOf("."), NoSettings);
        var tree = new DeserializerBuilder().Build().Deserialize<object>(yaml);
        return new ComposeFile(JsonNode.Parse(new SerializerBuilder().JsonCompatible().Build().Serialize(tree))!);
    }
}
