using System.Text.RegularExpressions;

namespace OrleansAiJobs.Tests.Apps;

/// <summary>The web frontend as it comes: one process with everything in it, and a folder for its store that outlives it.</summary>
public sealed partial class EmbeddedApp : IAsyncDisposable
{
    private readonly Dictionary<string, string> _settings;
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("orleans-ai-jobs-");
    private AppProcess? _process;

    private EmbeddedApp(IReadOnlyDictionary<string, string> settings, int port)
    {
        _settings = new Dictionary<string, string>(settings)
        {
            ["Storage:Path"] = _folder.FullName,
            ["ASPNETCORE_URLS"] = $"http://127.0.0.1:{port}",
            ["ASPNETCORE_ENVIRONMENT"] = "Production",
        };
    }

    public Uri BaseUrl { get; private set; } = null!;

    public AppProcess Process => _process ?? throw new InvalidOperationException("It has not been started.");

    /// <param name="settings">What is configured, by key.</param>
    /// <param name="port">0 for a free one, another at each start.</param>
    public static async Task<EmbeddedApp> StartAsync(IReadOnlyDictionary<string, string>? settings = null, int port = 0)
    {
        var app = new EmbeddedApp(settings ?? new Dictionary<string, string>(), port);
        await app.StartAgainAsync();
        return app;
    }

    /// <summary>After the process has ended: another one on the same store, at another address unless the port was given.</summary>
    public async Task StartAgainAsync()
    {
        (_process, var line) = await AppProcess.StartAsync(Build.WebFrontend, "Now listening on: ", _settings);
        BaseUrl = new Uri(Address().Match(line).Value);
    }

    /// <summary>Waits until <c>/health/ready</c> says so.</summary>
    public Task WaitUntilReadyAsync() => Readiness.WaitAsync(BaseUrl, () => Process.Output);

    public async ValueTask DisposeAsync()
    {
        if (_process is not null)
        {
            await _process.DisposeAsync();
        }

        _folder.Delete(recursive: true);
    }

    [GeneratedRegex(@"http://[\d.]+:\d+", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Address();
}
