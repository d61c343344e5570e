using System.Reflection;
using System.Text.RegularExpressions;
using OrleansAiJobs.Tests.EndToEnd.Api;

namespace OrleansAiJobs.Tests.EndToEnd.Processes;

/// <summary>The web frontend as it comes: one process with everything in it, and a folder for its store that outlives it.</summary>
internal sealed partial class EmbeddedApp : IAsyncDisposable
{
    private static readonly string Dll = typeof(EmbeddedApp).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
        .Single(metadata => metadata.Key == "WebFrontend").Value!;

    private readonly Dictionary<string, string> _settings;
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("orleans-ai-jobs-");
    private AppProcess? _process;

    private EmbeddedApp(Dictionary<string, string> settings)
    {
        _settings = new Dictionary<string, string>(settings)
        {
            ["Storage:Path"] = _folder.FullName,
            ["ASPNETCORE_URLS"] = "http://127.0.0.1:0",
            ["ASPNETCORE_ENVIRONMENT"] = "Production",
        };
    }

    public Uri BaseUrl { get; private set; } = null!;

    public AppProcess Process => _process ?? throw new InvalidOperationException("It has not been started.");

    public static async Task<EmbeddedApp> StartAsync(Dictionary<string, string>? settings = null)
    {
        var app = new EmbeddedApp(settings ?? []);
        await app.StartAgainAsync();
        return app;
    }

    /// <summary>After the process has ended: another one on the same store, at another address.</summary>
    public async Task StartAgainAsync()
    {
        (_process, var line) = await AppProcess.StartAsync(Dll, "Now listening on: ", _settings);
        BaseUrl = new Uri(Address().Match(line).Value);
    }

    /// <summary>A new guest.</summary>
    public async Task<ApiClient> VisitAsync() => await ApiClient.OpenSessionAsync(BaseUrl);

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
