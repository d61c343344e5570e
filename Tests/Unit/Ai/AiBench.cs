using Microsoft.Extensions.Caching.Distributed;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;
using OrleansAiJobs.Grains.Ai;
using OrleansAiJobs.Tests.ScriptedAi;

namespace OrleansAiJobs.Tests.Unit.Ai;

/// <summary>The real caller, wired as in the product, against a scripted AI on a real socket. Its clock stands still.</summary>
internal sealed class AiBench : IAsyncDisposable
{
    public const string Key = "sk-test-0123456789";

    public static readonly Asker User = new(new Guid("11111111-2222-3333-4444-555555555555"), new Guid("0199b7c2-5f0e-7a31-9d57-0f2c7e5f3a10"));

    private readonly ServiceProvider _services;
    private readonly CancellationTokenSource _patience = new(TimeSpan.FromSeconds(30), TimeProvider.System);

    private AiBench(ScriptedAiServer server, IEnumerable<KeyValuePair<string, string?>> settings)
    {
        Server = server;
        var configuration = new ConfigurationBuilder()
            .AddInMemoryCollection(new Dictionary<string, string?>
            {
                ["Ai:BaseUrl"] = server.BaseUrl.ToString(),
                ["Ai:ApiKey"] = Key,
                ["Ai:Model"] = "test-model",
            })
            .AddInMemoryCollection(settings)
            .Build();
        _services = new ServiceCollection()
            .AddSingleton<TimeProvider>(Clock)
            .AddSingleton<IDistributedCache>(Store)
            .AddLogging(logging => logging.SetMinimumLevel(LogLevel.Trace).AddProvider(Logs))
            .AddAi(configuration)
            .BuildServiceProvider();
        Caller = _services.GetRequiredService<IAiCaller>();
    }

    public ScriptedAiServer Server { get; }

    public FakeTimeProvider Clock { get; } = new(new DateTimeOffset(2026, 11, 23, 17, 0, 0, TimeSpan.Zero));

    public RecordedLogs Logs { get; } = new();

    public AnswerStore Store { get; } = new();

    public IAiCaller Caller { get; }

    public WordsJobType Type { get; } = new();

    public RecordingSink Sink { get; } = new();

    /// <summary>Ends a wait that would hang the test.</summary>
    public CancellationToken Patience => _patience.Token;

    public static async Task<AiBench> StartAsync(params IEnumerable<(string Key, string? Value)> settings) =>
        new(
            await ScriptedAiServer.StartAsync(TimeProvider.System),
            settings.Select(setting => KeyValuePair.Create(setting.Key, setting.Value)));

    public Task<AiOutcome> AskAsync(params IEnumerable<AiReply> replies)
    {
        Server.Enqueue(replies);
        return Caller.AskAsync(Type, WordsJobType.Input(), AiBench.User, Sink, Patience);
    }

    public async ValueTask DisposeAsync()
    {
        await _services.DisposeAsync();
        await Server.DisposeAsync();
        _patience.Dispose();
    }
}
