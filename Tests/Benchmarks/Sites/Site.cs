using OrleansAiJobs.Tests.Apps;

namespace OrleansAiJobs.Tests.Benchmarks.Sites;

/// <summary>The website that is measured: real processes, and their stores in temporary folders.</summary>
internal sealed class Site : IAsyncDisposable
{
    private readonly EmbeddedApp? _embedded;

    private bool _stopped;

    private Site(EmbeddedApp embedded)
    {
        _embedded = embedded;
        Frontends = [embedded.BaseUrl];
    }

    private Site(AppCluster cluster)
    {
        Cluster = cluster;
        Frontends = [.. cluster.Frontends.Select(frontend => frontend.BaseUrl)];
    }

    /// <summary>Null when embedded.</summary>
    public AppCluster? Cluster { get; }

    public IReadOnlyList<Uri> Frontends { get; }

    /// <summary>Those of now: one that was started again is another.</summary>
    public IReadOnlyList<ServerProcess> Processes => Cluster is { } cluster
        ?
        [
            .. cluster.Frontends.Select(frontend => new ServerProcess(frontend.Name, frontend.Process.Id, ServerRole.Frontend)),
            .. cluster.Silos.Select(silo => new ServerProcess(silo.Name, silo.Process.Id, ServerRole.Silo)),
            new ServerProcess("postgres", cluster.Postgres.ProcessId, ServerRole.Store),
            new ServerProcess("redis", cluster.Redis.ProcessId, ServerRole.Store),
        ]
        : [new ServerProcess("frontend", _embedded!.Process.Id, ServerRole.Frontend)];

    /// <summary>The processes that run jobs.</summary>
    public IEnumerable<ServerProcess> JobHosts =>
        Processes.Where(process => process.Role == (Cluster is null ? ServerRole.Frontend : ServerRole.Silo));

    /// <summary>Starts everything and waits until it is ready.</summary>
    public static Task<Site> StartAsync(SiteChoice choice, IReadOnlyDictionary<string, string> settings) =>
        choice.Mode is SiteMode.Embedded ? StartEmbeddedAsync(settings) : StartClusterAsync(choice, settings);

    public async ValueTask DisposeAsync()
    {
        if (_stopped)
        {
            return;
        }

        _stopped = true;
        if (_embedded is not null)
        {
            await _embedded.DisposeAsync();
        }

        if (Cluster is not null)
        {
            await Cluster.DisposeAsync();
        }
    }

    private static async Task<Site> StartEmbeddedAsync(IReadOnlyDictionary<string, string> settings)
    {
        var app = await EmbeddedApp.StartAsync(settings);
        try
        {
            await app.WaitUntilReadyAsync();
            return new Site(app);
        }
        catch
        {
            await app.DisposeAsync();
            throw;
        }
    }

    private static async Task<Site> StartClusterAsync(SiteChoice choice, IReadOnlyDictionary<string, string> settings)
    {
        var cluster = await AppCluster.CreateAsync();
        try
        {
            await cluster.Postgres.FillLogAsync();
            await cluster.StartNodesAsync(choice.Silos, choice.Frontends, settings);
            return new Site(cluster);
        }
        catch
        {
            await cluster.DisposeAsync();
            throw;
        }
    }
}
