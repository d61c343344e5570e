using System.Text;
using Microsoft.Extensions.AI;
using OrleansAiJobs.Grains.Ai.Protocol;

namespace OrleansAiJobs.Grains.Ai;

/// <summary>The answer to one call, as it grows.</summary>
internal sealed class CallAnswer
{
    private readonly StringBuilder _text = new();
    private ChatFinishReason? _finishReason;
    private bool _isBlank = true;
    private bool _refused;

    public string Text => _text.ToString();

    /// <summary>The model that says it answered.</summary>
    public string? Model { get; private set; }

    public UsageDetails? Usage { get; private set; }

    /// <summary>Whether the provider has said that the answer is complete; what may follow is only bookkeeping.</summary>
    public bool Finished => _finishReason is not null;

    /// <summary>Why the answer cannot be used; null when it can.</summary>
    public FailureKind? Fault =>
        _finishReason is null ? FailureKind.BrokenOff
        : _refused || _finishReason == ChatFinishReason.ContentFilter ? FailureKind.ContentRejected
        : _finishReason == ChatFinishReason.Length ? FailureKind.AnswerCutOff
        : _isBlank ? FailureKind.EmptyAnswer
        : null;

    /// <param name="update">What came.</param>
    /// <param name="text">The text in it, which takes a moment to gather.</param>
    public void Add(ChatResponseUpdate update, string text)
    {
        _text.Append(text);
        _isBlank &= string.IsNullOrWhiteSpace(text);
        _finishReason = update.FinishReason ?? _finishReason;
        Model = update.ModelId ?? Model;
        foreach (var content in update.Contents)
        {
            if (content is UsageContent { Details: { } usage })
            {
                Usage = usage;
            }
            else if (content is ErrorContent { ErrorCode: ChatChunk.Refusal })
            {
                _refused = true;
            }
        }
    }
}
