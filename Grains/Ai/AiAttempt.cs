using OrleansAiJobs.Grains.Ai.LongTexts;
using OrleansAiJobs.Grains.JobTypes;

namespace OrleansAiJobs.Grains.Ai;

/// <summary>One attempt: a call, and at most one more to mend its answer; for a text too long for that, the same for each of its parts first.</summary>
internal sealed class AiAttempt(IJobType type, StoredInput input, AiCalls calls, ReadingRoom room, IAnswerSink sink)
{
    /// <summary>What to ask; a text that is too long is read first.</summary>
    public async ValueTask<Question> PromptAsync()
    {
        var question = new Question(() => type.CreatePrompt(input.Value));
        if (calls.AreLocal || await room.HoldsAsync(question.Prompt, type.ExpectedAnswerCharacters(input.Value), calls.Token))
        {
            input.LetGo();
            return question;
        }

        return type is ILongTextJobType longText
            ? await new LongTextReader(longText, input.Value, room, calls, sink).ReadAsync(question.Prompt.Content)
            : throw new AiFailureException(FailureKind.InputTooLong);
    }

    /// <returns>The job's result.</returns>
    public Task<string> AskAsync(Question question) => calls.AskAsync(question, sink, answer =>
    {
        var result = type.ReadAnswer(input.Value, answer);
        return (result.Json, result.Complaint);
    });
}
