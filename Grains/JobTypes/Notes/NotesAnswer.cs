using OrleansAiJobs.Grains.JobTypes.Local;
using OrleansAiJobs.Grains.JobTypes.Summary;

namespace OrleansAiJobs.Grains.JobTypes.Notes;

/// <summary>Reads the notes on a part.</summary>
internal static class NotesAnswer
{
    private const int MaxWordCharacters = 30;

    public static PartNotes Read(TextPart part, string answer)
    {
        if (SummaryAnswer.ReadFinished(answer) is not { Length: > 0 } notes)
        {
            return PartNotes.Invalid("""The answer holds no complete notes. Answer only with JSON of the form {"summary":"…"}.""");
        }

        // Half as long again is no harm; more would not fit beside the notes on the other parts.
        var words = WordCount.Of(notes);
        return words * 2 > part.MaxWords * 3 || notes.Length > part.MaxWords * MaxWordCharacters
            ? PartNotes.Invalid($"The notes have {words} words and {notes.Length} characters; they must have at most {part.MaxWords} words.")
            : PartNotes.Valid(notes);
    }
}
