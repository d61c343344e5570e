using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace OrleansAiJobs.Grains.Jobs;

/// <summary>Cuts an input to what listings show of it.</summary>
internal static class InputPreview
{
    /// <summary>How much of <c>content</c> a listing shows, in UTF-16 units.</summary>
    public const int ContentCharacters = 200;

    private static readonly JsonSerializerOptions Json = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The same JSON object with <c>content</c> cut, never inside a surrogate pair; the very same string when nothing has to be cut.</summary>
    public static string Of(string input)
    {
        if (input.Length <= ContentCharacters || JsonNode.Parse(input) is not JsonObject members ||
            members["content"] is not JsonValue value || !value.TryGetValue<string>(out var content) ||
            content.Length <= ContentCharacters)
        {
            return input;
        }

        var length = char.IsHighSurrogate(content[ContentCharacters - 1]) ? ContentCharacters - 1 : ContentCharacters;
        members["content"] = content[..length];
        return members.ToJsonString(Json);
    }
}
