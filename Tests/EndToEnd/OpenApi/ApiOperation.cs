using System.Text.Json.Nodes;

namespace OrleansAiJobs.Tests.EndToEnd.OpenApi;

/// <summary>One operation of the document.</summary>
internal sealed record ApiOperation(string Method, string Path, JsonObject Json)
{
    public string Id => Json["operationId"]!.GetValue<string>();

    public IEnumerable<string> Statuses => Json["responses"]!.AsObject().Select(response => response.Key);

    /// <summary>Null when it takes no body.</summary>
    public JsonNode? BodySchema => Json["requestBody"]?["content"]?["application/json"]?["schema"];

    public IEnumerable<JsonObject> Parameters => Json["parameters"]?.AsArray().Select(parameter => parameter!.AsObject()) ?? [];
}
