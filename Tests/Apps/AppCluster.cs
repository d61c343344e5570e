using OrleansAiJobs.Tests.Servers;

namespace OrleansAiJobs.Tests.Apps;

/// <summary>A cluster of real processes: Redis, Postgres, silos and frontends. Which AI they ask is a setting.</summary>
public sealed class AppCluster : IAsyncDisposable
{
    private AppCluster(RedisServer redis, PostgresServer postgres, string database)
    {
        Redis = redis;
        Postgres = postgres;
        Database = database;
    }

    public RedisServer Redis { get; }

    public PostgresServer Postgres { get; }

    /// <summary>The connection string of the database with the jobs.</summary>
    public string Database { get; }

    public IReadOnlyList<SiloNode> Silos { get; private set; } = [];

    public IReadOnlyList<FrontendNode> Frontends { get; private set; } = [];

    public IEnumerable<ClusterNode> Nodes => [.. Frontends, .. Silos];

    /// <summary>Starts Redis and Postgres; the nodes come after.</summary>
    public static async Task<AppCluster> CreateAsync()
    {
        var redis = await RedisServer.StartAsync();
        try
        {
            var postgres = await PostgresServer.StartAsync();
            return new AppCluster(redis, postgres, await postgres.CreateDatabaseAsync());
        }
        catch
        {
            await redis.DisposeAsync();
            throw;
        }
    }

    /// <summary>Starts silos and frontends, once, and waits until every frontend is ready.</summary>
    /// <param name="silos">How many.</param>
    /// <param name="frontends">How many.</param>
    /// <param name="settings">By key, for all of them; the connection strings need not be among them.</param>
    public async Task StartNodesAsync(int silos, int frontends, IReadOnlyDictionary<string, string> settings)
    {
        var common = new Dictionary<string, string>(settings)
        {
            ["ConnectionStrings:redis"] = Redis.ConnectionString,
            ["ConnectionStrings:postgres"] = Database,
        };
        Silos = [.. Enumerable.Range(1, silos).Select(number => SiloNode.Create($"silo-{number}", common))];
        Frontends = [.. Enumerable.Range(1, frontends).Select(number => FrontendNode.Create($"frontend-{number}", common))];
        await Task.WhenAll(Nodes.Select(node => node.StartAsync()));
        await WaitUntilReadyAsync();
    }

    public Task WaitUntilReadyAsync() => Task.WhenAll(Frontends.Select(frontend => frontend.WaitUntilReadyAsync()));

    /// <summary>Starts what has ended, and waits until every frontend is ready.</summary>
    public async Task HealAsync()
    {
        await Task.WhenAll(Nodes.Where(node => node.Process.HasExited).Select(node => node.StartAsync()));
        await WaitUntilReadyAsync();
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var node in Nodes)
        {
            await node.DisposeAsync();
        }

        await Postgres.DisposeAsync();
        await Redis.DisposeAsync();
    }
}
