using System.ClientModel;
using System.ClientModel.Primitives;
using System.Text.Json;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Options;
using OpenAI;
using OpenAI.Chat;
using OrleansAiJobs.Grains.JobTypes;

namespace OrleansAiJobs.Grains.Ai;

/// <summary>
/// Makes the client for one call: cheap (8 µs), since connections are shared, and it gives each call a watch of its own.
/// </summary>
internal sealed class ChatClientFactory : IDisposable
{
    // The SDK refuses an empty key; servers that need none ignore this one.
    private const string NoKey = "none";

    private static readonly Uri OpenAiUrl = new("https://api.openai.com/v1");

    private readonly AiOptions _options;
    private readonly ApiKeyCredential _key;
    private readonly Uri _baseUrl;
    private readonly HttpClient _http;
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
        _key = new ApiKeyCredential(_options.ApiKey ?? NoKey);
        _baseUrl = UrlOf(_options);
        _http = new HttpClient(CreateHandler(_options, _baseUrl)) { Timeout = Timeout.InfiniteTimeSpan };
    }

    public bool IsLocal => _options.Provider is AiOptions.Local;

    public string Engine => IsLocal ? LocalChatClient.Model : _options.Model;

    /// <param name="type">What the local engine answers with.</param>
    /// <param name="input">What the local engine answers about.</param>
    /// <param name="call">Learns what happens on the wire.</param>
    public IChatClient Create(IJobType type, JsonElement input, WireCall call)
    {
        var client = CreateBare(type, input, call);
        return _recorder?.Around(client) ?? client;
    }

    public void Dispose() => _http.Dispose();

    internal static Uri UrlOf(AiOptions options) => options.BaseUrl is null ? OpenAiUrl : new Uri(options.BaseUrl);

    private IChatClient CreateBare(IJobType type, JsonElement input, WireCall call)
    {
        if (IsLocal)
        {
            return new LocalChatClient(type, input, _localTurns);
        }

        var options = new OpenAIClientOptions
        {
            Endpoint = _baseUrl,
            Transport = new HttpClientPipelineTransport(_http),
            // Retries are the job's, and the attempt's clock is the only one: the SDK would wait out a Retry-After of any length.
            RetryPolicy = new ClientRetryPolicy(maxRetries: 0),
            NetworkTimeout = Timeout.InfiniteTimeSpan,
        };
        options.AddPolicy(new WireWatch(call), PipelinePosition.PerCall);
        return new ChatClient(_options.Model, _key, options).AsIChatClient();
    }

    private static SocketsHttpHandler CreateHandler(AiOptions options, Uri baseUrl) => new()
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
}
