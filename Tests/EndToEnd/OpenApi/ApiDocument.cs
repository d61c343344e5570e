using System.Globalization;
using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using Json.Schema;
using OrleansAiJobs.Tests.EndToEnd.Api;

namespace OrleansAiJobs.Tests.EndToEnd.OpenApi;

/// <summary>The OpenAPI document of a running app, and the judgement of what the app answers by it.</summary>
internal sealed class ApiDocument
{
    private static readonly EvaluationOptions Evaluation = new() { RequireFormatValidation = true, OutputFormat = OutputFormat.List };

    private readonly JsonObject _document;

    private ApiDocument(JsonObject document)
    {
        _document = document;
        Operations = [.. document["paths"]!.AsObject().SelectMany(path => path.Value!.AsObject().Select(operation =>
            new ApiOperation(operation.Key.ToUpperInvariant(), path.Key, operation.Value!.AsObject())))];
    }

    public IReadOnlyList<ApiOperation> Operations { get; }

    public static async Task<ApiDocument> ReadAsync(Uri baseUrl) =>
        new(JsonNode.Parse((await Exchange.SendAsync(new Uri(baseUrl, "/openapi/v1.json"), "GET", [])).Body)!.AsObject());

    public ApiOperation Find(string method, string path) => Operations.Single(operation => operation.Method == method && operation.Path == path);

    /// <summary>The schema with all that it refers to.</summary>
    /// <param name="schema">As it stands in the document.</param>
    /// <param name="isStrict">Whether members are refused that the document does not know: clients bear them, but we do not send them.</param>
    public JsonSchema SchemaOf(JsonNode schema, bool isStrict)
    {
        var components = _document["components"]!["schemas"]!.DeepClone().AsObject();
        if (isStrict)
        {
            foreach (var one in components.Select(component => component.Value!.AsObject()).Where(one => one.ContainsKey("properties")))
            {
                one["additionalProperties"] = false;
            }
        }

        var whole = new JsonObject { ["$schema"] = "https://json-schema.org/draft/2020-12/schema", ["$defs"] = components, ["allOf"] = new JsonArray(schema.DeepClone()) };
        return JsonSchema.FromText(whole.ToJsonString().Replace("#/components/schemas/", "#/$defs/", StringComparison.Ordinal));
    }

    /// <summary>What the schema has against it; null when nothing.</summary>
    public static string? FindFault(JsonSchema schema, JsonNode? value)
    {
        var result = schema.Evaluate(value, Evaluation);
        return result.IsValid
            ? null
            : string.Join("; ", result.Details.Where(detail => detail.HasErrors).SelectMany(detail => detail.Errors!.Select(error => $"{detail.InstanceLocation} {error.Value}")));
    }

    /// <summary>Where the answer is not what the document says of that operation; null when it is.</summary>
    public string? FindFault(ApiOperation operation, Exchange answer)
    {
        var status = ((int)answer.Status).ToString(CultureInfo.InvariantCulture);
        if (operation.Json["responses"]![status] is not { } described)
        {
            return $"answers {answer}, which is not described";
        }

        foreach (var (name, header) in described["headers"]?.AsObject() ?? [])
        {
            if (!answer.Headers.TryGetValue(name, out var value))
            {
                if (Resolve(header!)["required"]?.GetValue<bool>() is true)
                {
                    return $"answers {answer} without {name}";
                }
            }
            else if (FindHeaderFault(Resolve(header!), value) is { } fault)
            {
                return $"answers {answer} with {name}: {value}: {fault}";
            }
        }

        return described["content"] is { } content ? FindBodyFault(content, answer) : answer.Body.Length > 0 ? $"answers {answer} with a body" : null;
    }

    /// <summary>A value as the schema wants it.</summary>
    /// <param name="schema">The schema.</param>
    /// <param name="leaf">Gives what stands in a member that is no object with members of its own, and no list.</param>
    public JsonNode? MakeBySchema(JsonNode schema, Func<string, JsonNode, JsonNode?> leaf) => Make("", schema, leaf);

    private JsonNode? Make(string name, JsonNode schema, Func<string, JsonNode, JsonNode?> leaf)
    {
        var resolved = Resolve(schema);
        if (resolved["properties"] is JsonObject members)
        {
            return new JsonObject(members.Select(member => KeyValuePair.Create(member.Key, Make(member.Key, member.Value!, leaf))));
        }

        return resolved["items"]?["anyOf"] is JsonArray kinds
            ? new JsonArray([.. kinds.Select(kind => Make(name, kind!, leaf))])
            : leaf(name, resolved);
    }

    private string? FindBodyFault(JsonNode content, Exchange answer)
    {
        var mediaType = answer.Headers.GetValueOrDefault("Content-Type", "").Split(';')[0];
        if (content[mediaType] is not { } described)
        {
            return $"answers {answer} as '{mediaType}'";
        }

        if (mediaType == "application/problem+json" && described["examples"]![answer.Code!] is null)
        {
            return $"answers {answer}, a code that is not described";
        }

        return mediaType.EndsWith("json", StringComparison.Ordinal) && FindFault(SchemaOf(described["schema"]!, isStrict: true), Parse(answer.Body)) is { } fault
            ? $"answers {answer}: {fault}"
            : null;
    }

    private string? FindHeaderFault(JsonNode header, string value) => FindFault(
        SchemaOf(header["schema"]!, isStrict: true),
        header["schema"]!["type"]!.GetValue<string>() == "integer" ? JsonValue.Create(int.Parse(value, CultureInfo.InvariantCulture)) : JsonValue.Create(value));

    private JsonNode Resolve(JsonNode node) =>
        node["$ref"]?.GetValue<string>() is { } reference ? reference[2..].Split('/').Aggregate((JsonNode)_document, (at, name) => at[name]!) : node;

    private static JsonNode? Parse(string body)
    {
        try
        {
            return JsonNode.Parse(body);
        }
        catch (JsonException)
        {
            return JsonValue.Create($"no JSON: {WebUtility.HtmlEncode(body)}");
        }
    }
}
