using System.ClientModel;
using System.ClientModel.Primitives;
using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using Microsoft.Extensions.AI;
using OpenAI.Chat;
using ChatMessage = Microsoft.Extensions.AI.ChatMessage;

namespace OrleansAiJobs.Grains.Ai.Protocol;

/// <summary>
/// One call to a provider, through the SDK's protocol method: its client, its credential and its pipeline, with our own types for what is asked
/// and answered (decision 0013).
/// </summary>
/// <param name="client">The SDK's, shared by all calls.</param>
/// <param name="model">Who is asked.</param>
/// <param name="call">Learns what happens on the wire.</param>
internal sealed class ProviderChatClient(ChatClient client, string model, WireCall call) : IChatClient
{
    private static readonly ChatResponseUpdate End = new();

    public Task<ChatResponse> GetResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default) =>
        GetStreamingResponseAsync(messages, options, cancellationToken).ToChatResponseAsync(cancellationToken);

    public async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        using var response = await SendAsync(() => ChatRequest.For(model, messages, options), cancellationToken);
        await using var events = call.Watch(response);
        await foreach (var item in SseParser.Create(events, Read).EnumerateAsync(cancellationToken))
        {
            if (item.Data == End)
            {
                yield break;
            }

            yield return item.Data;
        }
    }

    public object? GetService(Type serviceType, object? serviceKey = null) =>
        serviceKey is null && serviceType.IsInstanceOfType(this) ? this : null;

    public void Dispose()
    {
        // Nothing of its own.
    }

    private static ChatResponseUpdate Read(string type, ReadOnlySpan<byte> data) => data.SequenceEqual("[DONE]"u8) ? End : ChatChunk.Read(data);

    private async Task<PipelineResponse> SendAsync(Func<ChatRequest> request, CancellationToken cancellationToken)
    {
        using var content = new ChatRequestContent(request);
        var result = await client.CompleteChatAsync(
            content,
            new RequestOptions { BufferResponse = false, ErrorOptions = ClientErrorBehaviors.NoThrow, CancellationToken = cancellationToken });
        var response = result.GetRawResponse();
        call.Answered(response);
        if (!response.IsError)
        {
            return response;
        }

        using (response)
        {
            await response.BufferContentAsync(cancellationToken);
            throw new ClientResultException(response);
        }
    }
}
