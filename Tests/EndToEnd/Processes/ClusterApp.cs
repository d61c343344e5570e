using OrleansAiJobs.Tests.Apps;
using OrleansAiJobs.Tests.EndToEnd.Api;
using OrleansAiJobs.Tests.ScriptedAi;
using OrleansAiJobs.Tests.Servers;

namespace OrleansAiJobs.Tests.EndToEnd.Processes;

/// <summary>
/// A whole cluster of real processes, and an AI that is scripted.
/// In the end what they have written is put into <c>artifacts/cluster-logs</c>.
/// </summary>
internal sealed class ClusterApp : IAsyncDisposable
{
    private readonly DateTimeOffset _startedAt = TimeProvider.System.GetUtcNow();
    private readonly AppCluster _cluster;

    private int _forgottenCalls;

    private ClusterApp(ScriptedAiServer ai, AppCluster cluster)
    {
        Ai = ai;
        _cluster = cluster;
        Jobs = new JobTable(cluster.Database);
    }

    public ScriptedAiServer Ai { get; }

    public RedisServer Redis => _cluster.Redis;

    public PostgresServer Postgres => _cluster.Postgres;

    public JobTable Jobs { get; }

    /// <summary>Calls to the AI since they were last forgotten.</summary>
    public int Calls => Ai.TotalCalls - _forgottenCalls;

    public IReadOnlyList<SiloNode> Silos => _cluster.Silos;

    public IReadOnlyList<FrontendNode> Frontends => _cluster.Frontends;

    /// <summary>Starts everything and waits until every frontend is ready.</summary>
    public static async Task<ClusterApp> StartAsync(int silos, int frontends = 1, params (string Key, string Value)[] settings)
    {
        var app = new ClusterApp(await ScriptedAiServer.StartAsync(TimeProvider.System), await AppCluster.CreateAsync());
        try
        {
            await app._cluster.StartNodesAsync(silos, frontends, app.Configure(settings));
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

    public Task WaitUntilReadyAsync() => _cluster.WaitUntilReadyAsync();

    public void ForgetCalls() => _forgottenCalls = Ai.TotalCalls;

    /// <summary>Starts what has ended, and waits until every frontend is ready.</summary>
    public Task HealAsync() => _cluster.HealAsync();

    public async ValueTask DisposeAsync()
    {
        var folder = Directory.CreateDirectory(Path.Combine(Build.Artifacts, "cluster-logs", $"{_startedAt:yyyyMMdd-HHmmss-fff}"));
        foreach (var node in _cluster.Nodes)
        {
            await File.WriteAllTextAsync(Path.Combine(folder.FullName, $"{node.Name}.log"), node.Output);
        }

        await _cluster.DisposeAsync();
        await Ai.DisposeAsync();
    }

    private Dictionary<string, string> Configure((string Key, string Value)[] settings)
    {
        var all = new Dictionary<string, string>
        {
            ["Ai:BaseUrl"] = $"{Ai.BaseUrl}v1",
            ["Ai:ApiKey"] = Planted.ApiKey,
            ["RateLimiting:SubmitsPerMinute"] = "0",
            ["Logging:Console:FormatterName"] = "simple",
            ["Logging:Console:FormatterOptions:SingleLine"] = "true",
            ["Logging:Console:FormatterOptions:TimestampFormat"] = "HH:mm:ss.fff ",
            ["Jobs:MaxActivePerUser"] = "100000",
            ["Jobs:MaxConcurrentPerUser"] = "1000",
        };
        foreach (var (key, value) in settings)
        {
            all[key] = value;
        }

        return all;
    }
}
