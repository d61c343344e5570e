using Microsoft.Extensions.AI;

namespace OrleansAiJobs.Grains.Ai.Protocol;

/// <summary>A piece of an answer: the data of an event (OpenAI API reference, "Chat completion chunk"), as far as we use it.</summary>
internal sealed class ChatChunk
{
    /// <summary>What our refusals are called in <see cref="ErrorContent.ErrorCode"/>, as by Microsoft.Extensions.AI's own client.</summary>
    public const string Refusal = "Refusal";

    public string? Id { get; set; }

    public string? Model { get; set; }

    public Choice[]? Choices { get; set; }

    public Tokens? Usage { get; set; }

    /// <exception cref="AiFailureException">It ends the answer for a reason that nobody knows.</exception>
    public ChatResponseUpdate ToUpdate()
    {
        var update = new ChatResponseUpdate { ResponseId = Id, ModelId = Model };
        if (Choices is [{ } choice, ..])
        {
            AddTo(update.Contents, choice.Delta);
            update.FinishReason = ReasonOf(choice.FinishReason);
        }

        if (Usage is { } usage)
        {
            update.Contents.Add(new UsageContent(new UsageDetails
            {
                InputTokenCount = usage.PromptTokens,
                OutputTokenCount = usage.CompletionTokens,
                TotalTokenCount = usage.TotalTokens,
            }));
        }

        return update;
    }

    private static void AddTo(IList<AIContent> contents, Piece? piece)
    {
        if (piece?.Content is { Length: > 0 } text)
        {
            contents.Add(new TextContent(text));
        }

        if (piece?.Refusal is { Length: > 0 } refusal)
        {
            contents.Add(new ErrorContent(refusal) { ErrorCode = Refusal });
        }
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

    internal sealed class Choice
    {
        public Piece? Delta { get; set; }

        public string? FinishReason { get; set; }
    }

    internal sealed class Piece
    {
        public string? Content { get; set; }

        public string? Refusal { get; set; }
    }

    internal sealed class Tokens
    {
        public long? PromptTokens { get; set; }

        public long? CompletionTokens { get; set; }

        public long? TotalTokens { get; set; }
    }
}
