using System.Runtime.InteropServices;
using System.Text.Json;
using OrleansAiJobs.Grains.JobTypes.Local;

namespace OrleansAiJobs.Grains.JobTypes.Summary;

/// <summary>Summarizes a text.</summary>
internal sealed class SummaryJobType : ILongTextJobType
{
    private const int UsualWordCharacters = 6;

    // No language has such words on average; what is longer is no summary, whatever its count of words.
    private const int MaxWordCharacters = 30;

    public string Name => "summary";

    public string WorkingMessage => "Summarizing…";

    public JobInput ReadInput(JsonElement input) => new JobInputReader(input)
        .Content()
        .WholeNumber("maxWords", minimum: 10, maximum: 500, defaultValue: 100)
        .Tone()
        .Language()
        .ToJobInput();

    public JobPrompt CreatePrompt(JsonElement input) => SummaryPrompt.Create(JobJson.Read<SummaryInput>(input));

    // Asked often while an answer streams: the bytes of the content will do for its length, and cost nothing to count.
    public int ExpectedAnswerCharacters(JsonElement input) => """{"summary":""}""".Length + Math.Min(
        input.GetProperty("maxWords").GetInt32() * UsualWordCharacters,
        JsonMarshal.GetRawUtf8Value(input.GetProperty("content")).Length);

    public string ReadPartialAnswer(string answerSoFar) => SummaryAnswer.ReadPartial(answerSoFar);

    public JobResult ReadAnswer(JsonElement input, string answer)
    {
        var maxWords = input.GetProperty("maxWords").GetInt32();
        if (SummaryAnswer.ReadFinished(answer) is not { Length: > 0 } summary)
        {
            return JobResult.Invalid("""The answer holds no complete summary. Answer only with JSON of the form {"summary":"…"}.""");
        }

        // Models count badly: a summary somewhat too long still serves its reader better than a failure.
        var words = WordCount.Of(summary);
        return words * 2 > maxWords * 3 || summary.Length > maxWords * MaxWordCharacters
            ? JobResult.Invalid($"The summary has {words} words and {summary.Length} characters; it must have at most {maxWords} words.")
            : JobResult.Valid(JobJson.Write(new SummaryResult(summary)));
    }

    public string AnswerLocally(JsonElement input)
    {
        var stored = JobJson.Read<SummaryInput>(input);
        return JobJson.Write(new SummaryResult(LocalSummary.Write(stored.Content, stored.MaxWords)));
    }
}
