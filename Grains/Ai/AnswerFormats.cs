using System.Collections.Concurrent;
using Microsoft.Extensions.AI;
using OpenAI.Chat;
using OrleansAiJobs.Grains.JobTypes;

namespace OrleansAiJobs.Grains.Ai;

/// <summary>
/// The options of a call, with the schema that its answer must follow. There are few schemas, and to turn one into a request each time takes as
/// long as to read a short answer.
/// </summary>
internal sealed class AnswerFormats
{
    /// <summary>Past it, formats are made for each call: a job type may make a schema of its input.</summary>
    private const int Kept = 1000;

    private readonly ConcurrentDictionary<(string Name, string Schema), OpenAI.Chat.ChatResponseFormat> _formats = new();

    public ChatOptions OptionsFor(JobPrompt prompt)
    {
        var format = FormatFor(prompt.SchemaName, prompt.Schema.GetRawText());
        return new ChatOptions { RawRepresentationFactory = _ => new ChatCompletionOptions { ResponseFormat = format } };
    }

    private OpenAI.Chat.ChatResponseFormat FormatFor(string name, string schema)
    {
        if (_formats.TryGetValue((name, schema), out var known))
        {
            return known;
        }

        var format = OpenAI.Chat.ChatResponseFormat.CreateJsonSchemaFormat(name, BinaryData.FromString(schema), jsonSchemaIsStrict: true);
        return _formats.Count < Kept ? _formats.GetOrAdd((name, schema), format) : format;
    }
}
