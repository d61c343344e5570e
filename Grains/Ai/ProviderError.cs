using System.Text.Json;

namespace OrleansAiJobs.Grains.Ai;

/// <summary>An error as a provider words it. For classifying only: nothing of it is shown or logged.</summary>
internal sealed record ProviderError(string? Code, string? Type, string? Message)
{
    /// <summary>
    /// Reads the shapes there are: <c>{"error":{…}}</c> (OpenAI), the same in an array (Gemini), <c>{"error":"…"}</c> (Ollama),
    /// <c>{"object":"error",…}</c> (vLLM). Null when it is none of them.
    /// </summary>
    public static ProviderError? Read(ReadOnlyMemory<byte> json)
    {
        try
        {
            using var document = JsonDocument.Parse(json);
            return Read(document.RootElement);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static ProviderError? Read(JsonElement root)
    {
        if (root.ValueKind is JsonValueKind.Array && root.GetArrayLength() > 0)
        {
            return Read(root[0]);
        }

        if (root.ValueKind is not JsonValueKind.Object)
        {
            return null;
        }

        if (root.TryGetProperty("error", out var error))
        {
            return error.ValueKind switch
            {
                JsonValueKind.Object => ReadMembers(error),
                JsonValueKind.String when error.GetString() is { Length: > 0 } message => new ProviderError(null, null, message),
                // Some servers put an empty one into every chunk.
                _ => null,
            };
        }

        return root.TryGetProperty("object", out var kind) && ReadText(kind) is "error" ? ReadMembers(root) : null;
    }

    private static ProviderError ReadMembers(JsonElement error) =>
        new(ReadMember(error, "code"), ReadMember(error, "type"), ReadMember(error, "message"));

    private static string? ReadMember(JsonElement error, string name) =>
        error.TryGetProperty(name, out var value) ? ReadText(value) : null;

    // Some servers put the HTTP status, a number, where OpenAI has a code.
    private static string? ReadText(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => value.GetString(),
        JsonValueKind.Number => value.GetRawText(),
        _ => null,
    };
}
