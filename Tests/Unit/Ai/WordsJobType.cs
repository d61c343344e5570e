using System.Text.Json;
using OrleansAiJobs.Grains.Ai;
using OrleansAiJobs.Grains.JobTypes;

namespace OrleansAiJobs.Tests.Unit.Ai;

/// <summary>Asks for so many words; cannot answer locally about "unknown".</summary>
internal sealed class WordsJobType : IJobType
{
    public string Name => "words";

    public string WorkingMessage => "Picking words…";

    public Func<JsonElement, string?>? Locally { get; init; }

    public static StoredInput Input(string content = "Rain falls on the old harbour.", int count = 3) =>
        new(JsonSerializer.Serialize(new { content, count }));

    public JobInput ReadInput(JsonElement input) => JobInput.Valid(input.GetRawText());

    public JobPrompt CreatePrompt(JsonElement input) => new()
    {
        Instructions = $"Pick {Count(input)} words.",
        Content = Content(input),
        SchemaName = "words",
        Schema = JsonSerializer.Deserialize<JsonElement>($$"""
            {
              "type": "object",
              "properties": { "words": { "type": "array", "items": { "type": "string" }, "minItems": {{Count(input)}} } },
              "required": ["words"],
              "additionalProperties": false
            }
            """),
    };

    public int ExpectedAnswerCharacters(JsonElement input) => 50;

    public string ReadPartialAnswer(string answerSoFar) => answerSoFar;

    public JobResult ReadAnswer(JsonElement input, string answer)
    {
        try
        {
            var words = JsonSerializer.Deserialize<JsonElement>(answer).GetProperty("words").GetArrayLength();
            return words == Count(input)
                ? JobResult.Valid(answer)
                : JobResult.Invalid($"There are {words} words; there must be {Count(input)}.");
        }
        catch (Exception e) when (e is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            return JobResult.Invalid("That is not the JSON asked for.");
        }
    }

    public string? AnswerLocally(JsonElement input)
    {
        if (Locally is not null)
        {
            return Locally(input);
        }

        var words = Content(input).Split(' ').Take(Count(input));
        return Content(input) is "unknown" ? null : JsonSerializer.Serialize(new { words });
    }

    private static string Content(JsonElement input) => input.GetProperty("content").GetString()!;

    private static int Count(JsonElement input) => input.GetProperty("count").GetInt32();
}
