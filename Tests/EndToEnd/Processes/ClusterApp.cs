using OrleansAiJobs.Tests.Apps;
using OrleansAiJobs.Tests.EndToEnd.Api;
using OrleansAiJobs.Tests.ScriptedAi;
using OrleansAiJobs.Tests.Servers;

namespace OrleansAiJobs.Tests.EndToEnd.Processes;

/// <summary>
/// A whole cluster of real processes: Redis, Postgres, silos, frontends, and an AI that is scripted.
/// In the end what they have written is put into <c>artifacts/cluster-logs</c>.
/// </summary>
internal sealed class ClusterApp : IAsyncDisposable
{
    private readonly DateTimeOffset _startedAt = TimeProvider.System.GetUtcNow();

    private int _forgottenCalls;

    private ClusterApp(ScriptedAiServer ai, RedisServer redis, PostgresServer postgres)
    {
        Ai = ai;
        Redis = redis;
        Postgres = postgres;
    }

    public ScriptedAiServer Ai { get; }

    public RedisServer Redis { get; }

    public PostgresServer Postgres { get; }

    public JobTable Jobs { get; private set; } = null!;

    /// <summary>Calls to the AI since they were last forgotten.</summary>
    public int Calls => Ai.TotalCalls - _forgottenCalls;

    public IReadOnlyList<SiloNode> Silos { get; private set; } = [];

    public IReadOnlyList<FrontendNode> Frontends { get; private set; } = [];

    /// <summary>Starts everything and waits until every frontend is ready.</summary>
    public static async Task<ClusterApp> StartAsync(int silos, int frontends = 1, params (string Key, string Value)[] settings)
    {
        var app = new ClusterApp(
            await ScriptedAiServer.StartAsync(TimeProvider.System), await RedisServer.StartAsync(), await PostgresServer.StartAsync());
        try
        {
            await app.StartNodesAsync(silos, frontends, settings);
            return app;
        }
        catch
        {
            await app.DisposeAsync();
            throw;
        }
    }

    /// <summary>A new guest, at the first frontend.</summary>
    public Task<ApiClient> VisitAsync() => ApiClient.OpenSessionAsync(Frontends[0].BaseUrl);

    public Task WaitUntilReadyAsync() => Task.WhenAll(Frontends.Select(frontend => frontend.WaitUntilReadyAsync()));

    public void ForgetCalls() => _forgottenCalls = Ai.TotalCalls;

    /// <summary>Starts what has ended, and waits until every frontend is ready.</summary>
    public async Task HealAsync()
    {
        await Task.WhenAll(Nodes().Where(node => node.Process.HasExited).Select(node => node.StartAsync()));
        await WaitUntilReadyAsync();
    }

    public async ValueTask DisposeAsync()
    {
        var folder = Directory.CreateDirectory(Path.Combine(Build.Artifacts, "cluster-logs", $"{_startedAt:yyyyMMdd-HHmmss-fff}"));
        foreach (var node in Nodes())
        {
            await File.WriteAllTextAsync(Path.Combine(folder.FullName, $"{node.Name}.log"), node.Output);
            await node.DisposeAsync();
        }

        await Postgres.DisposeAsync();
        await Redis.DisposeAsync();
        await Ai.DisposeAsync();
    }

    private IEnumerable<ClusterNode> Nodes() => [.. Frontends, .. Silos];

    private async Task StartNodesAsync(int silos, int frontends, (string Key, string Value)[] settings)
    {
        var database = await Postgres.CreateDatabaseAsync();
        Jobs = new JobTable(database);
        var common = new Dictionary<string, string>
        {
            ["ConnectionStrings:redis"] = Redis.ConnectionString,
            ["ConnectionStrings:postgres"] = database,
            ["Ai:BaseUrl"] = $"{Ai.BaseUrl}v1",
            ["Ai:ApiKey"] = "a-key",
            ["RateLimiting:SubmitsPerMinute"] = "0",
            ["Logging:Console:FormatterName"] = "simple",
            ["Logging:Console:FormatterOptions:SingleLine"] = "true",
            ["Logging:Console:FormatterOptions:TimestampFormat"] = "HH:mm:ss.fff ",
            ["Jobs:MaxActivePerUser"] = "100000",
            ["Jobs:MaxConcurrentPerUser"] = "1000",
        };
        foreach (var (key, value) in settings)
        {
            common[key] = value;
        }

        Silos = [.. Enumerable.Range(1, silos).Select(number => SiloNode.Create($"silo-{number}", common))];
        Frontends = [.. Enumerable.Range(1, frontends).Select(number => FrontendNode.Create($"frontend-{number}", common))];
        await Task.WhenAll(Nodes().Select(node => node.StartAsync()));
        await WaitUntilReadyAsync();
    }
}
