using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace OrleansAiJobs.Tests.ScriptedAi;

/// <summary>An answer that fits the requested schema, made from the content: the same request always gives the same answer.</summary>
internal static partial class AptAnswer
{
    private const int WordsOfContent = 8;
    private const int CharactersOfContent = 80;
    private const int DefaultItems = 5;

    public static string For(AiRequest request)
    {
        var gist = Gist(request.Content);
        return TryGetSchema(request.Json, out var schema)
            ? Fill(schema, gist, ItemsAskedFor(request.Instructions))!.ToJsonString()
            : gist;
    }

    private static bool TryGetSchema(JsonElement request, out JsonElement schema)
    {
        schema = default;
        return request.TryGetProperty("response_format", out var format)
            && format.TryGetProperty("json_schema", out var named)
            && named.TryGetProperty("schema", out schema);
    }

    private static JsonNode? Fill(JsonElement schema, string text, int items) => TypeOf(schema) switch
    {
        _ when schema.TryGetProperty("enum", out var values) => JsonNode.Parse(values[0].GetRawText()),
        "object" when schema.TryGetProperty("properties", out var properties) => new JsonObject(
            properties.EnumerateObject().Select(property => KeyValuePair.Create(property.Name, Fill(property.Value, text, items)))),
        "array" => new JsonArray([.. Enumerable.Range(1, CountOf(schema, items))
            .Select(number => Fill(schema.GetProperty("items"), $"{text}, part {number}", items))]),
        "integer" or "number" => schema.TryGetProperty("minimum", out var minimum) ? JsonNode.Parse(minimum.GetRawText()) : 1,
        "boolean" => true,
        "string" => text,
        _ => new JsonObject(),
    };

    private static string? TypeOf(JsonElement schema) =>
        !schema.TryGetProperty("type", out var type) ? null
        : type.ValueKind is JsonValueKind.Array ? type[0].GetString()
        : type.GetString();

    // OpenAI's clients move the limits that strict schemas must not have into the description.
    private static int CountOf(JsonElement array, int items) =>
        array.TryGetProperty("minItems", out var least) ? least.GetInt32()
        : array.TryGetProperty("description", out var words) && LeastItems().Match(words.GetString()!) is { Success: true } match
            ? int.Parse(match.Groups["least"].ValueSpan)
        : items;

    private static int ItemsAskedFor(string instructions)
    {
        var number = Number().Match(instructions);
        return number.Success ? int.Parse(number.ValueSpan) : DefaultItems;
    }

    private static string Gist(string content)
    {
        var words = content.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Take(WordsOfContent);
        var gist = string.Join(' ', words);
        var length = Math.Min(gist.Length, CharactersOfContent);
        return gist[..(length > 0 && char.IsHighSurrogate(gist[length - 1]) ? length - 1 : length)];
    }

    [GeneratedRegex(@"\bminItems: (?<least>\d+)", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex LeastItems();

    [GeneratedRegex(@"\b\d{1,2}\b", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Number();
}
