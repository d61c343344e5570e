using System.ClientModel;
using System.ClientModel.Primitives;
using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using System.Text.Json;
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
    private static readonly ChatChunk End = new();

    public Task<ChatResponse> GetResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default) =>
        GetStreamingResponseAsync(messages, options, cancellationToken).ToChatResponseAsync(cancellationToken);

    public async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        using var response = await SendAsync(ChatRequest.For(model, messages, options), cancellationToken);
        await using var events = call.Watch(response);
        await foreach (var item in SseParser.Create(events, Read).EnumerateAsync(cancellationToken))
        {
            if (item.Data == End)
            {
                yield break;
            }

            yield return item.Data.ToUpdate();
        }
    }

    public object? GetService(Type serviceType, object? serviceKey = null) =>
        serviceKey is null && serviceType.IsInstanceOfType(this) ? this : null;

    public void Dispose()
    {
        // Nothing of its own.
    }

    /// <exception cref="JsonException">It is no JSON, or of another shape.</exception>
    private static ChatChunk Read(string type, ReadOnlySpan<byte> data) => data.SequenceEqual("[DONE]"u8)
        ? End
        : JsonSerializer.Deserialize(data, ProtocolJson.Default.ChatChunk) ?? throw new JsonException("A chunk is null.");

    private async Task<PipelineResponse> SendAsync(ChatRequest request, CancellationToken cancellationToken)
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
