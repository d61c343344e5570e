using System.Text.Json;
using OrleansAiJobs.Grains.JobTypes;

namespace OrleansAiJobs.Grains.Ai.LongTexts;

/// <summary>
/// Reads a text that is longer than the model's window: asks for notes on each of its parts, one after the other, since an attempt
/// has one slot; and for notes on the notes, while they are still too long.
/// </summary>
internal sealed class LongTextReader(ILongTextJobType type, JsonElement input, ReadingRoom room, AiCalls calls, IAnswerSink sink)
{
    // Notes have a tenth of what they are about: three rounds do for any input that there can be.
    private const int MaxRounds = 4;

    // What a round does of what is left of the reading; the rest is for the next, and for the answer.
    private const double ShareOfRound = 0.8;

    /// <returns>What to ask for the answer, over the notes.</returns>
    public async Task<Question> ReadAsync(string text)
    {
        var share = 0.0;
        for (var round = 0; round < MaxRounds; round++)
        {
            var parts = await room.PlanAsync(type, input, text, calls.Token);
            var ofRound = (1 - share) * ShareOfRound;
            List<string> notes = [];
            foreach (var part in parts)
            {
                notes.Add(await AskForNotesAsync(part));
                sink.HasRead(share + (ofRound * notes.Count / parts.Count));
            }

            share += ofRound;
            text = string.Join("\n\n", notes);
            var prompt = type.CreatePromptOverNotes(input, text);
            if (await room.HoldsAsync(prompt, type.ExpectedAnswerCharacters(input), calls.Token))
            {
                return new Question(() => prompt);
            }
        }

        throw new AiFailureException(FailureKind.InputTooLong);
    }

    private Task<string> AskForNotesAsync(TextPart part) => calls.AskAsync(new Question(() => type.CreatePartPrompt(input, part)), UnseenAnswer.Sink, answer =>
    {
        var notes = type.ReadPartAnswer(part, answer);
        return (notes.Text, notes.Complaint);
    });
}
