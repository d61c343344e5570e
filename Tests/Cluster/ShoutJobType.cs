using System.Text.Json;
using OrleansAiJobs.Grains.JobTypes;

namespace OrleansAiJobs.Tests.Cluster;

/// <summary>A further kind of job, as an adopter would add it: this class, and one line of registration.</summary>
internal sealed class ShoutJobType : IJobType
{
    public string Name => "shout";

    public string WorkingMessage => "Shouting…";

    public JobInput ReadInput(JsonElement input) => new JobInputReader(input).Content().ToJobInput();

    public JobPrompt CreatePrompt(JsonElement input) => new()
    {
        Instructions = "Repeat the content in capitals.",
        Content = input.GetProperty("content").GetString()!,
        SchemaName = "shout",
        Schema = JsonElement.Parse("""{"type":"object","properties":{"shout":{"type":"string"}},"required":["shout"],"additionalProperties":false}"""),
    };

    public int ExpectedAnswerCharacters(JsonElement input) => 20;

    public string ReadPartialAnswer(string answerSoFar) => answerSoFar;

    public JobResult ReadAnswer(JsonElement input, string answer) => JobResult.Valid(answer);

    public string? AnswerLocally(JsonElement input) => null;
}
