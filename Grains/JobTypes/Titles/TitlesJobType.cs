using System.Text.Json;
using OrleansAiJobs.Grains.JobTypes.Local;

namespace OrleansAiJobs.Grains.JobTypes.Titles;

/// <summary>Suggests titles for a text.</summary>
internal sealed class TitlesJobType : ILongTextJobType
{
    private const int UsualTitleCharacters = 60;

    public string Name => "titles";

    public string WorkingMessage => "Generating titles…";

    public JobInput ReadInput(JsonElement input) => new JobInputReader(input)
        .Content()
        .WholeNumber("count", minimum: 1, maximum: 10, defaultValue: 5)
        .Tone()
        .Language()
        .ToJobInput();

    public JobPrompt CreatePrompt(JsonElement input) => TitlesPrompt.Create(JobJson.Read<TitlesInput>(input));

    public int ExpectedAnswerCharacters(JsonElement input) =>
        """{"titles":[]}""".Length + (input.GetProperty("count").GetInt32() * UsualTitleCharacters);

    public string ReadPartialAnswer(string answerSoFar) => TitleSet.ReadPartial(answerSoFar);

    public JobResult ReadAnswer(JsonElement input, string answer)
    {
        var count = input.GetProperty("count").GetInt32();
        var set = TitleSet.ReadFinished(answer);
        return set.Titles.Count >= count
            ? JobResult.Valid(JobJson.Write(new TitlesResult(set.Titles.Take(count))))
            : JobResult.Invalid(Complaint(set, count));
    }

    public string AnswerLocally(JsonElement input)
    {
        var stored = JobJson.Read<TitlesInput>(input);
        return JobJson.Write(new TitlesResult(LocalTitles.Pick(stored.Content, stored.Count)));
    }

    private static string Complaint(TitleSet set, int count)
    {
        if (set.Titles.Count is 0)
        {
            return $$"""The answer holds no usable titles. Answer only with JSON of the form {"titles":["…"]}, with exactly {{count}} in the list.""";
        }

        var leftOut = set.Duplicates > 0 ? $" Not counted: {set.Duplicates} that only repeat another one." : "";
        leftOut += set.TooLong > 0 ? $" Not counted: {set.TooLong} of far too great a length." : "";
        return $"There are {set.Titles.Count} different titles; there must be exactly {count}, so {count - set.Titles.Count} more.{leftOut}";
    }
}
