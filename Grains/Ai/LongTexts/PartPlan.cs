using System.Text.Json;
using OrleansAiJobs.Grains.JobTypes;
using OrleansAiJobs.Grains.JobTypes.Local;

namespace OrleansAiJobs.Grains.Ai.LongTexts;

/// <summary>Plans how a text is read part by part.</summary>
internal static class PartPlan
{
    // Fewer say nothing; more cost tokens and add nothing to an answer of 500 words at most.
    private const int LeastWords = 40;
    private const int MostWords = 300;
    private const int UsualWordCharacters = 6;

    // Models count badly: so much of the room is planned for.
    private const double PlannedShare = 0.7;

    /// <summary>The parts to ask about. Where there are too many for notes of a few words, the notes on them will have to be read in parts again.</summary>
    public static IReadOnlyList<TextPart> Create(ILongTextJobType type, JsonElement input, string text, PromptRoom room)
    {
        var ends = room.TokensFor(type.CreatePromptOverNotes(input, ""), type.ExpectedAnswerCharacters(input));
        var partPrompt = type.CreatePartPrompt(input, new TextPart { Text = "", Number = 1, Count = 1, MaxWords = MostWords });
        List<string> texts = [.. TextDivider
            .Divide(text, room.Counter, room.TokensFor(partPrompt, MostWords * UsualWordCharacters))
            .Where(part => !string.IsNullOrWhiteSpace(part))];

        // Measured on the text itself, since a word has from one token in English to many in other scripts.
        var tokensPerWord = (double)room.Counter.Count(text) / Math.Max(1, WordCount.Of(text));
        var words = (int)Math.Clamp(ends * PlannedShare / texts.Count / tokensPerWord, LeastWords, MostWords);
        return [.. texts.Select((part, index) => new TextPart { Text = part, Number = index + 1, Count = texts.Count, MaxWords = words })];
    }
}
