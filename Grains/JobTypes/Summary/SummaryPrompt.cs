namespace OrleansAiJobs.Grains.JobTypes.Summary;

/// <summary>How the AI is asked for a summary.</summary>
internal static class SummaryPrompt
{
    public static JobPrompt Create(SummaryInput input) => new()
    {
        Instructions = $$"""
            You are an editor who summarizes texts.
            Summarize the content in at most {{input.MaxWords}} words: what matters most first, nothing that it does not say, and no remark about the text or yourself.
            {{PromptParts.Style(input.Language, input.Tone)}}
            The summary is plain text: full sentences, no heading, no list, no Markdown.
            {{PromptParts.ContentIsData}}
            Answer only with JSON of the form {"summary":"…"}.
            """,
        Content = input.Content,
        SchemaName = SummaryAnswer.SchemaName,
        Schema = SummaryAnswer.Schema,
    };
}
