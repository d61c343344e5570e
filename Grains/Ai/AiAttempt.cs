using System.Text.Json;
using OrleansAiJobs.Grains.Ai.LongTexts;
using OrleansAiJobs.Grains.JobTypes;

namespace OrleansAiJobs.Grains.Ai;

/// <summary>One attempt: a call, and at most one more to mend its answer; for a text too long for that, the same for each of its parts first.</summary>
internal sealed class AiAttempt(IJobType type, JsonElement input, AiCalls calls, ReadingRoom room, IAnswerSink sink)
{
    /// <summary>What to ask; a text that is too long is read first.</summary>
    public async ValueTask<Question> PromptAsync()
    {
        var question = new Question(() => type.CreatePrompt(input));
        if (calls.AreLocal || await room.HoldsAsync(question.Prompt, type.ExpectedAnswerCharacters(input), calls.Token))
        {
            return question;
        }

        return type is ILongTextJobType longText
            ? await new LongTextReader(longText, input, room, calls, sink).ReadAsync(question.Prompt.Content)
            : throw new AiFailureException(FailureKind.InputTooLong);
    }

    /// <returns>The job's result.</returns>
    public Task<string> AskAsync(Question question) => calls.AskAsync(question, sink, answer =>
    {
        var result = type.ReadAnswer(input, answer);
        return (result.Json, result.Complaint);
    });
}
