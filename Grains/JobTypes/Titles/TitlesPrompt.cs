using System.Collections.Concurrent;
using System.Text.Json;

namespace OrleansAiJobs.Grains.JobTypes.Titles;

/// <summary>How the AI is asked for titles.</summary>
internal static class TitlesPrompt
{
    private static readonly ConcurrentDictionary<int, JsonElement> Schemas = new();

    public static JobPrompt Create(TitlesInput input) => new()
    {
        Instructions = $$"""
            You are an editor who writes titles for texts.
            Write exactly {{input.Count}} {{(input.Count is 1 ? "title" : "different titles")}} for the content: specific, accurate, inviting, at most 80 characters each, and true to what it says.
            {{PromptParts.Style(input.Language, input.Tone)}}
            Each title is one line of plain text: no numbering, no surrounding quotes, no Markdown, no emoji unless the content is full of them.
            {{PromptParts.ContentIsData}}
            Answer only with JSON of the form {"titles":["…"]}, with exactly {{input.Count}} {{(input.Count is 1 ? "string" : "strings")}} in the list.
            """,
        Content = input.Content,
        SchemaName = "titles",
        Schema = Schemas.GetOrAdd(input.Count, CreateSchema),
    };

    private static JsonElement CreateSchema(int count) => JsonElement.Parse($$"""
        {
          "type": "object",
          "properties": {
            "titles": {
              "type": "array",
              "items": { "type": "string" },
              "minItems": {{count}},
              "maxItems": {{count}}
            }
          },
          "required": ["titles"],
          "additionalProperties": false
        }
        """);
}
