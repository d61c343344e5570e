using System.Net;
using OrleansAiJobs.Tests.ScriptedAi;
using OrleansAiJobs.Tests.Servers;

namespace OrleansAiJobs.Tests.EndToEnd.Deployment;

/// <summary>All that the compose file starts: built as its Dockerfiles say, and run as processes, with a real Redis, Postgres and proxy.</summary>
public sealed class ComposedCluster : IAsyncLifetime
{
    private readonly NameServer _names = NameServer.Start();
    private readonly List<BuiltImage> _images = [];
    private readonly List<ComposedNode> _silos = [];
    private readonly List<ComposedNode> _frontends = [];
    private readonly Dictionary<string, string> _frontendEnvironment = [];
    private readonly int _frontendPort = FreePort.Find();
    private ComposeFile? _file;
    private RedisServer? _redis;
    private PostgresServer? _postgres;
    private ReverseProxy? _proxy;
    private byte _lastAddress = 1;

    public Uri Url => _proxy!.Url;

    public int FrontendPort => _frontendPort;

    public ScriptedAiServer Ai { get; private set; } = null!;

    internal IReadOnlyList<ComposedNode> Silos => _silos;

    internal IReadOnlyList<ComposedNode> Frontends => _frontends;

    internal IReadOnlyList<BuiltImage> Images => _images;

    public async Task InitializeAsync()
    {
        _file = await ComposeFile.ReadAsync();
        var (silo, frontend) = (_file.Services["silo"], _file.Services["frontend"]);
        var images = Task.WhenAll(BuiltImage.CreateAsync(silo.Dockerfile!), BuiltImage.CreateAsync(frontend.Dockerfile!));
        Ai = await ScriptedAiServer.StartAsync(TimeProvider.System);
        _redis = await RedisServer.StartAsync();
        _postgres = await PostgresServer.StartAsync();
        var servers = new Dictionary<string, string>
        {
            ["ConnectionStrings__redis"] = _redis.ConnectionString,
            ["ConnectionStrings__postgres"] = await _postgres.CreateDatabaseAsync(),
        };
        var siloEnvironment = With(silo.Environment, servers);
        siloEnvironment["OPENAI_BASE_URL"] = new Uri(Ai.BaseUrl, "/v1").ToString();
        siloEnvironment["OPENAI_API_KEY"] = "a-key";
        foreach (var (name, value) in With(frontend.Environment, servers))
        {
            _frontendEnvironment[name] = value;
        }

        _images.AddRange(await images);
        var ports = (FreePort.Find(), FreePort.Find());
        _silos.AddRange(await Task.WhenAll(Enumerable.Range(0, silo.Replicas).Select(
            _ => ComposedNode.StartSiloAsync(silo, _images[0], siloEnvironment, NextAddress(), ports))));
        await Task.WhenAll(Enumerable.Range(0, frontend.Replicas).Select(_ => StartFrontendAsync()));
        _proxy = await ReverseProxy.StartAsync(_names, _frontendPort);
    }

    /// <summary>kill -9 of a frontend. Its name leads to it for a while.</summary>
    internal async Task KillFrontendAsync(ComposedNode frontend)
    {
        await frontend.DisposeAsync();
        _frontends.Remove(frontend);
    }

    /// <summary>Starts one more, at an address that nobody had before, and waits until it is healthy.</summary>
    internal async Task StartFrontendAsync()
    {
        var frontend = await ComposedNode.StartFrontendAsync(
            _file!.Services["frontend"], _images[1], _frontendEnvironment, NextAddress(), _frontendPort);
        lock (_frontends)
        {
            _frontends.Add(frontend);
        }

        await frontend.WaitUntilHealthyAsync();
        lock (_frontends)
        {
            _names.Addresses = [.. _frontends.Select(node => node.Address)];
        }
    }

    public async Task DisposeAsync()
    {
        foreach (var part in (IAsyncDisposable?[])[_proxy, .. _frontends, .. _silos, _names, _postgres, _redis, Ai])
        {
            await (part?.DisposeAsync() ?? ValueTask.CompletedTask);
        }

        _images.ForEach(image => image.Dispose());
    }

    private static Dictionary<string, string> With(IReadOnlyDictionary<string, string> environment, Dictionary<string, string> servers) =>
        environment.ToDictionary(setting => setting.Key, setting => servers.GetValueOrDefault(setting.Key, setting.Value));

    private IPAddress NextAddress() => new([127, 0, 0, ++_lastAddress]);
}
