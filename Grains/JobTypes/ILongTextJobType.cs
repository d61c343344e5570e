using System.Text.Json;
using OrleansAiJobs.Grains.JobTypes.Notes;

namespace OrleansAiJobs.Grains.JobTypes;

/// <summary>
/// A kind of job that can be done over notes on its content. Where the content is longer than the model reads at once, the AI is first
/// asked for notes on each part of it, one after the other, and then for the answer over all the notes. A kind that is only an
/// <see cref="IJobType"/> fails with <c>input_too_long</c> there.
/// </summary>
public interface ILongTextJobType : IJobType
{
    /// <summary>What to ask about one part. The answer must be short: at most <see cref="TextPart.MaxWords"/>.</summary>
    /// <param name="input">A stored input.</param>
    /// <param name="part">A part of the prompt's content, or of the notes on it where those are still too long.</param>
    JobPrompt CreatePartPrompt(JsonElement input, TextPart part) => NotesPrompt.Create(part);

    /// <summary>Reads the answer to <see cref="CreatePartPrompt"/>.</summary>
    PartNotes ReadPartAnswer(TextPart part, string answer) => NotesAnswer.Read(part, answer);

    /// <summary>What to ask in the end, in place of <see cref="IJobType.CreatePrompt"/>.</summary>
    /// <param name="input">A stored input.</param>
    /// <param name="notes">The notes on all parts in their order, a paragraph each.</param>
    JobPrompt CreatePromptOverNotes(JsonElement input, string notes) => NotesPrompt.Over(notes, CreatePrompt(input));
}
