using System.Text.Json;
using Microsoft.Extensions.AI;

namespace OrleansAiJobs.Grains.Ai.Protocol;

/// <summary>What is asked: the body of <c>POST /chat/completions</c> (OpenAI API reference, "Create chat completion"), as far as we use it.</summary>
internal sealed record ChatRequest(
    string Model, IReadOnlyList<ChatRequest.Message> Messages, ChatRequest.Format? ResponseFormat, ChatRequest.Streaming StreamOptions, bool Stream = true)
{
    private static readonly Streaming WithUsage = new(IncludeUsage: true);

    /// <summary>Of each message its role and its text; of the options the schema of the answer.</summary>
    public static ChatRequest For(string model, IEnumerable<ChatMessage> messages, ChatOptions? options) => new(
        model,
        [.. messages.Select(message => new Message(message.Role.Value, message.Text))],
        options?.ResponseFormat is ChatResponseFormatJson { Schema: { } schema } json
            ? new Format("json_schema", new NamedSchema(json.SchemaName ?? "answer", schema, Strict: true))
            : null,
        WithUsage);

    internal sealed record Message(string Role, string Content);

    internal sealed record Format(string Type, NamedSchema JsonSchema);

    internal sealed record NamedSchema(string Name, JsonElement Schema, bool Strict);

    internal sealed record Streaming(bool IncludeUsage);
}
