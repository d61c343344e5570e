using System.ClientModel;
using System.ClientModel.Primitives;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Options;
using OpenAI;
using OpenAI.Chat;
using OrleansAiJobs.Grains.Ai.Protocol;
using OrleansAiJobs.Grains.JobTypes;
using ChatResponseFormat = Microsoft.Extensions.AI.ChatResponseFormat;

namespace OrleansAiJobs.Grains.Ai;

/// <summary>Gives the client for one call. All calls to a provider share the SDK's.</summary>
internal sealed class ChatClientFactory : IDisposable
{
    // The SDK refuses an empty key; servers that need none ignore this one.
    private const string NoKey = "none";

    private static readonly Uri OpenAiUrl = new("https://api.openai.com/v1");

    private readonly AiOptions _options;
    private readonly HttpClient _http;
    private readonly ChatClient _client;
    private readonly LocalTurns _localTurns;
    private readonly AiCallRecorder? _recorder;

    /// <param name="options">Which AI.</param>
    /// <param name="localTurns">For the local engine.</param>
    /// <param name="recorder">Null where nothing is recorded.</param>
    public ChatClientFactory(IOptions<AiOptions> options, LocalTurns localTurns, AiCallRecorder? recorder = null)
    {
        _recorder = recorder;
        _localTurns = localTurns;
        _options = options.Value;
        var baseUrl = UrlOf(_options);
        _http = new HttpClient(CreateHandler(_options, baseUrl)) { Timeout = Timeout.InfiniteTimeSpan };
        _client = CreateClient(baseUrl);
    }

    public bool IsLocal => _options.Provider is AiOptions.Local;

    public string Engine => IsLocal ? LocalChatClient.Model : _options.Model;

    /// <param name="type">What the local engine answers with.</param>
    /// <param name="input">What the local engine answers about.</param>
    /// <param name="call">Learns what happens on the wire.</param>
    /// <returns>A client whose disposal ends nothing that is shared.</returns>
    public IChatClient Create(IJobType type, StoredInput input, WireCall call)
    {
        IChatClient client = IsLocal ? new LocalChatClient(type, input, _localTurns) : new ProviderChatClient(_client, _options.Model, call);
        return _recorder?.Around(client) ?? client;
    }

    /// <summary>The options of a call, with the schema that its answer must follow.</summary>
    public static ChatOptions OptionsFor(JobPrompt prompt) =>
        new() { ResponseFormat = ChatResponseFormat.ForJsonSchema(prompt.Schema, prompt.SchemaName) };

    public void Dispose() => _http.Dispose();

    internal static Uri UrlOf(AiOptions options) => options.BaseUrl is null ? OpenAiUrl : new Uri(options.BaseUrl);

    internal static SocketsHttpHandler CreateHandler(AiOptions options, Uri baseUrl) => new()
    {
        AllowAutoRedirect = false,
        UseCookies = false,
        // A proxy from the environment is for the world outside, never for a model on this machine.
        UseProxy = !baseUrl.IsLoopback,
        ConnectTimeout = options.StallTimeout,
        // Long-lived connections would never notice that the name points elsewhere now.
        PooledConnectionLifetime = TimeSpan.FromMinutes(5),
        // An answer given up between two reads is drained for so long before its connection closes (2 s by default);
        // the rest of a finished answer is there by then.
        ResponseDrainTimeout = TimeSpan.FromMilliseconds(200),
    };

    private ChatClient CreateClient(Uri baseUrl)
    {
        var options = new OpenAIClientOptions
        {
            Endpoint = baseUrl,
            Transport = new HttpClientPipelineTransport(_http, enableLogging: false, loggerFactory: null),
            // Retries are the job's, and the SDK would wait out a Retry-After of any length.
            RetryPolicy = new ClientRetryPolicy(maxRetries: 0),
            // The attempt's clock is the only one.
            NetworkTimeout = Timeout.InfiniteTimeSpan,
            // Nobody reads what the SDK would log; how an attempt ended is logged.
            ClientLoggingOptions = new ClientLoggingOptions { EnableLogging = false },
        };
        return new ChatClient(_options.Model, new ApiKeyCredential(_options.ApiKey ?? NoKey), options);
    }
}
