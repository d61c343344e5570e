using System.Text.Json;
using OrleansAiJobs.Grains.JobTypes;

namespace OrleansAiJobs.Tests.Unit.JobTypes;

/// <summary>A third kind of job, as an adopter would write it: this class, from public types only, and its registration.</summary>
internal sealed class KeywordsJobType : IJobType
{
    public string Name => "keywords";

    public string WorkingMessage => "Finding keywords…";

    public JobInput ReadInput(JsonElement input) =>
        new JobInputReader(input).Content().WholeNumber("count", 1, 30, 8).Language().OptionalText("audience", 60).ToJobInput();

    public JobPrompt CreatePrompt(JsonElement input) => new()
    {
        Instructions = $"List the {input.GetProperty("count")} keywords of the content, separated by commas.",
        Content = input.GetProperty("content").GetString()!,
        SchemaName = "keywords",
        Schema = JsonElement.Parse("""{"type":"object","properties":{"keywords":{"type":"string"}},"required":["keywords"],"additionalProperties":false}"""),
    };

    public int ExpectedAnswerCharacters(JsonElement input) => 10 * input.GetProperty("count").GetInt32();

    public string ReadPartialAnswer(string answerSoFar) => answerSoFar.Trim('{', '}');

    public JobResult ReadAnswer(JsonElement input, string answer) =>
        answer.Length > 0 ? JobResult.Valid(JsonSerializer.Serialize(new { keywords = answer.Split(',') })) : JobResult.Invalid("There are no keywords.");

    public string? AnswerLocally(JsonElement input) => null;
}
