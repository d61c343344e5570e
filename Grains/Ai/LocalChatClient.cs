using System.Runtime.CompilerServices;
using Microsoft.Extensions.AI;
using OrleansAiJobs.Grains.JobTypes;

namespace OrleansAiJobs.Grains.Ai;

/// <summary>The engine that needs no AI: streams what the job's type answers by itself, word by word.</summary>
internal sealed class LocalChatClient(IJobType type, StoredInput input, LocalTurns turns) : IChatClient
{
    public const string Model = "local";

    public Task<ChatResponse> GetResponseAsync(
        IEnumerable<ChatMessage> messages,
        ChatOptions? options = null,
        CancellationToken cancellationToken = default) =>
        GetStreamingResponseAsync(messages, options, cancellationToken).ToChatResponseAsync(cancellationToken);

    public async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        IEnumerable<ChatMessage> messages,
        ChatOptions? options = null,
        [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        // A copy, since the caller may dispose of the document while cancelled work still reads it.
        var own = input.Value.Clone();
        var answer = await turns.RunAsync(() => type.AnswerLocally(own), cancellationToken)
            ?? throw new AiFailureException(FailureKind.NeedsRealAi);
        foreach (var word in SplitAfterSpaces(answer))
        {
            cancellationToken.ThrowIfCancellationRequested();
            yield return new ChatResponseUpdate(ChatRole.Assistant, word) { ModelId = Model };
        }

        yield return new ChatResponseUpdate(ChatRole.Assistant, [new UsageContent(new UsageDetails())])
        {
            FinishReason = ChatFinishReason.Stop,
            ModelId = Model,
        };
    }

    public object? GetService(Type serviceType, object? serviceKey = null) =>
        serviceKey is null && serviceType.IsInstanceOfType(this) ? this : null;

    public void Dispose()
    {
        // Nothing of its own.
    }

    private static IEnumerable<string> SplitAfterSpaces(string text)
    {
        for (var start = 0; start < text.Length;)
        {
            var space = text.IndexOf(' ', start);
            var end = space < 0 ? text.Length : space + 1;
            yield return text[start..end];
            start = end;
        }
    }
}
