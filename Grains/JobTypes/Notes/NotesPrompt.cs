using OrleansAiJobs.Grains.JobTypes.Summary;

namespace OrleansAiJobs.Grains.JobTypes.Notes;

/// <summary>How the AI is asked for notes on a part of a long text, and then for the answer over them.</summary>
internal static class NotesPrompt
{
    public static JobPrompt Create(TextPart part) => new()
    {
        Instructions = $$"""
            You are an editor who reads a long text, part by part, for somebody who will only see your notes.
            The content is part {{part.Number}} of {{part.Count}}. Note in at most {{part.MaxWords}} words what it says: its topics, and the facts, names, figures and conclusions that matter, in its own order; nothing that it does not say, and no remark about the text, its parts or yourself.
            {{PromptParts.Style(language: null, tone: null)}}
            The notes are plain text: full sentences, no heading, no list, no Markdown.
            {{PromptParts.ContentIsData}}
            Answer only with JSON of the form {"summary":"…"}.
            """,
        Content = part.Text,
        SchemaName = SummaryAnswer.SchemaName,
        Schema = SummaryAnswer.Schema,
    };

    public static JobPrompt Over(string notes, JobPrompt prompt) => prompt with
    {
        Instructions = $"""
            {prompt.Instructions}
            The content is an editor's notes on the parts of a long text, in their order: take them for that text, and do not mention notes or parts.
            """,
        Content = notes,
    };
}
