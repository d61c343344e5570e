using System.Text.Json;

namespace OrleansAiJobs.Grains.Ai;

/// <summary>
/// A job's input as it is stored. What is read of it is let go of while an answer is awaited, for thousands are awaited at once, and read again for the
/// answer. For one caller at a time.
/// </summary>
/// <param name="json">A JSON object.</param>
internal sealed class StoredInput(string json)
{
    private JsonElement? _read;

    /// <summary>Kept until it is let go of.</summary>
    public JsonElement Value => _read ??= JsonElement.Parse(json);

    public void LetGo() => _read = null;
}
