using Microsoft.Extensions.AI;
using Microsoft.Extensions.Options;
using OrleansAiJobs.Grains.Telemetry;

namespace OrleansAiJobs.Grains.Ai;

/// <summary>
/// Records calls by OpenTelemetry's conventions for generative AI: model, tokens, finish reason, times. What was asked and answered is
/// recorded only with <c>OTEL_INSTRUMENTATION_GENAI_CAPTURE_MESSAGE_CONTENT=true</c>. There is one of it, since it has a meter; the call's
/// own client travels through it with the call's options.
/// </summary>
internal sealed class AiCallRecorder(IOptions<AiOptions> options) : IDisposable
{
    private readonly OpenTelemetryChatClient _recorder = new(new Relay(Describe(options.Value)), logger: null, TelemetryNames.AiSource);

    /// <summary>The same client, recorded.</summary>
    public IChatClient Around(IChatClient client) => new RecordedClient(client, _recorder);

    public void Dispose() => _recorder.Dispose();

    private static ChatClientMetadata Describe(AiOptions options) => options.Provider is AiOptions.Local
        ? new ChatClientMetadata(AiOptions.Local, providerUri: null, LocalChatClient.Model)
        : new ChatClientMetadata("openai", ChatClientFactory.UrlOf(options), options.Model);

    private sealed class RecordedClient(IChatClient client, OpenTelemetryChatClient recorder) : DelegatingChatClient(client)
    {
        public override IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
            IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default) =>
            recorder.GetStreamingResponseAsync(messages, new RelayedOptions(options, InnerClient), cancellationToken);

        public override Task<ChatResponse> GetResponseAsync(
            IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default) =>
            recorder.GetResponseAsync(messages, new RelayedOptions(options, InnerClient), cancellationToken);
    }

    private sealed class RelayedOptions(ChatOptions? options, IChatClient client) : ChatOptions(options)
    {
        public IChatClient Client => client;
    }

    private sealed class Relay(ChatClientMetadata metadata) : IChatClient
    {
        public Task<ChatResponse> GetResponseAsync(
            IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default) =>
            ClientOf(options).GetResponseAsync(messages, options, cancellationToken);

        public IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
            IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default) =>
            ClientOf(options).GetStreamingResponseAsync(messages, options, cancellationToken);

        public object? GetService(Type serviceType, object? serviceKey = null) => serviceType == typeof(ChatClientMetadata) ? metadata : null;

        public void Dispose()
        {
            // Nothing of its own.
        }

        private static IChatClient ClientOf(ChatOptions? options) =>
            ((options as RelayedOptions) ?? throw new ArgumentException("These are the options of no recorded call.", nameof(options))).Client;
    }
}
