using System.Text.Encodings.Web;
using System.Text.Json;

namespace OrleansAiJobs.Grains.JobTypes;

/// <summary>How job types read and write JSON.</summary>
internal static class JobJson
{
    /// <summary>
    /// Writes text as it is: inputs and results are stored and sent as JSON, never put into HTML. Only characters beyond U+FFFF
    /// still become \u escapes.
    /// </summary>
    public static JsonSerializerOptions Options { get; } = new(JsonSerializerOptions.Web)
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>A JSON string's text; null when it holds U+0000 or half of a surrogate pair.</summary>
    public static string? ReadText(JsonElement value)
    {
        try
        {
            return value.GetString() is { } text && SafeText.IsSafe(text) ? text : null;
        }
        catch (InvalidOperationException)
        {
            // System.Text.Json refuses an escaped half of a surrogate pair in this way.
            return null;
        }
    }

    /// <summary>Whether every name of an object's members is text; System.Text.Json throws at others whenever it meets them.</summary>
    public static bool HasReadableNames(JsonElement value)
    {
        try
        {
            return value.EnumerateObject().All(member => member.Name is not null);
        }
        catch (InvalidOperationException)
        {
            return false;
        }
    }

    public static string Write<T>(T value) => JsonSerializer.Serialize(value, Options);

    /// <summary>Reads a stored input.</summary>
    public static T Read<T>(JsonElement input) =>
        input.Deserialize<T>(Options) ?? throw new JsonException($"The stored input is no {typeof(T).Name}.");
}
