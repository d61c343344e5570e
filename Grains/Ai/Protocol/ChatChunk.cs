using System.Text.Json;
using Microsoft.Extensions.AI;

namespace OrleansAiJobs.Grains.Ai.Protocol;

/// <summary>
/// A piece of an answer: the data of an event (OpenAI API reference, "Chat completion chunk"), as far as we use it. There is one for each few
/// letters of an answer, so nothing is made of what nobody wants.
/// </summary>
internal static class ChatChunk
{
    /// <summary>What our refusals are called in <see cref="ErrorContent.ErrorCode"/>, as by Microsoft.Extensions.AI's own client.</summary>
    public const string Refusal = "Refusal";

    /// <exception cref="JsonException">It is no JSON, or of another shape.</exception>
    /// <exception cref="AiFailureException">It ends the answer for a reason that nobody knows.</exception>
    public static ChatResponseUpdate Read(ReadOnlySpan<byte> json)
    {
        try
        {
            return ReadMembers(json);
        }
        catch (InvalidOperationException e)
        {
            // System.Text.Json meets bytes that are no UTF-8, and an escaped half of a surrogate pair, in this way.
            throw new JsonException("A chunk holds what is no Unicode text.", e);
        }
    }

    private static ChatResponseUpdate ReadMembers(ReadOnlySpan<byte> json)
    {
        var reader = new Utf8JsonReader(json);
        var update = new ChatResponseUpdate();
        if (!Enter(ref reader, JsonTokenType.StartObject))
        {
            throw new JsonException("A chunk is null.");
        }

        while (NextMember(ref reader))
        {
            if (reader.ValueTextEquals("choices"u8))
            {
                ReadChoices(ref reader, update);
            }
            else if (reader.ValueTextEquals("id"u8))
            {
                update.ResponseId = ReadText(ref reader);
            }
            else if (reader.ValueTextEquals("model"u8))
            {
                update.ModelId = ReadText(ref reader);
            }
            else if (reader.ValueTextEquals("usage"u8))
            {
                ReadUsage(ref reader, update.Contents);
            }
            else
            {
                reader.Skip();
            }
        }

        // Throws if anything follows.
        reader.Read();
        return update;
    }

    // Only one was asked for.
    private static void ReadChoices(ref Utf8JsonReader reader, ChatResponseUpdate update)
    {
        if (!Enter(ref reader, JsonTokenType.StartArray))
        {
            return;
        }

        if (Enter(ref reader, JsonTokenType.StartObject, orEnd: JsonTokenType.EndArray))
        {
            ReadChoice(ref reader, update);
        }

        while (reader.TokenType is not JsonTokenType.EndArray)
        {
            reader.Read();
            reader.Skip();
        }
    }

    private static void ReadChoice(ref Utf8JsonReader reader, ChatResponseUpdate update)
    {
        while (NextMember(ref reader))
        {
            if (reader.ValueTextEquals("delta"u8))
            {
                ReadDelta(ref reader, update.Contents);
            }
            else if (reader.ValueTextEquals("finish_reason"u8))
            {
                update.FinishReason = ReasonOf(ReadText(ref reader));
            }
            else
            {
                reader.Skip();
            }
        }
    }

    private static void ReadDelta(ref Utf8JsonReader reader, IList<AIContent> contents)
    {
        if (!Enter(ref reader, JsonTokenType.StartObject))
        {
            return;
        }

        while (NextMember(ref reader))
        {
            if (reader.ValueTextEquals("content"u8))
            {
                if (ReadText(ref reader) is { Length: > 0 } text)
                {
                    contents.Add(new TextContent(text));
                }
            }
            else if (reader.ValueTextEquals("refusal"u8))
            {
                if (ReadText(ref reader) is { Length: > 0 } refusal)
                {
                    contents.Add(new ErrorContent(refusal) { ErrorCode = Refusal });
                }
            }
            else
            {
                reader.Skip();
            }
        }
    }

    private static void ReadUsage(ref Utf8JsonReader reader, IList<AIContent> contents)
    {
        if (!Enter(ref reader, JsonTokenType.StartObject))
        {
            return;
        }

        var usage = new UsageDetails();
        while (NextMember(ref reader))
        {
            if (reader.ValueTextEquals("prompt_tokens"u8))
            {
                usage.InputTokenCount = ReadNumber(ref reader);
            }
            else if (reader.ValueTextEquals("completion_tokens"u8))
            {
                usage.OutputTokenCount = ReadNumber(ref reader);
            }
            else if (reader.ValueTextEquals("total_tokens"u8))
            {
                usage.TotalTokenCount = ReadNumber(ref reader);
            }
            else
            {
                reader.Skip();
            }
        }

        contents.Add(new UsageContent(usage));
    }

    private static ChatFinishReason? ReasonOf(string? word) => word switch
    {
        null => null,
        "stop" => ChatFinishReason.Stop,
        "length" => ChatFinishReason.Length,
        "content_filter" => ChatFinishReason.ContentFilter,
        "tool_calls" or "function_call" => ChatFinishReason.ToolCalls,
        _ => throw new AiFailureException(FailureKind.Unreadable),
    };

    /// <returns>Whether the next value begins so; false when it is null, or the end instead.</returns>
    private static bool Enter(ref Utf8JsonReader reader, JsonTokenType start, JsonTokenType orEnd = JsonTokenType.Null)
    {
        reader.Read();
        var type = reader.TokenType;
        return type == start || type is JsonTokenType.Null || type == orEnd ? type == start : throw Unexpected(type);
    }

    private static bool NextMember(ref Utf8JsonReader reader) => reader.Read() && reader.TokenType is JsonTokenType.PropertyName;

    private static string? ReadText(ref Utf8JsonReader reader)
    {
        reader.Read();
        return reader.TokenType switch
        {
            JsonTokenType.String => reader.GetString(),
            JsonTokenType.Null => null,
            var other => throw Unexpected(other),
        };
    }

    private static long? ReadNumber(ref Utf8JsonReader reader)
    {
        reader.Read();
        return reader.TokenType switch
        {
            JsonTokenType.Number when reader.TryGetInt64(out var number) => number,
            JsonTokenType.Null => null,
            var other => throw Unexpected(other),
        };
    }

    private static JsonException Unexpected(JsonTokenType type) => new($"A chunk holds {type} where something else belongs.");
}
