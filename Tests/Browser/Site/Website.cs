using Microsoft.Playwright;
using OrleansAiJobs.Tests.Apps;
using OrleansAiJobs.Tests.ScriptedAi;

namespace OrleansAiJobs.Tests.Browser.Site;

/// <summary>What all tests share: one Chromium, one process that serves the page, and the AI behind it.</summary>
public sealed class Website : IAsyncLifetime
{
    // What has no windows does half the work, but knows no notifications.
    private static readonly string Chromium = Scale.IsFull ? "/usr/bin/chromium" : "/usr/bin/chromium-headless-shell";

    /// <summary>How long a test waits for a signal before it fails.</summary>
    internal static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private static readonly string[] Arguments =
    [
        // In a container root has no sandbox to be put into.
        "--no-sandbox",
        "--disable-gpu",
        "--disable-quic",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
    ];

    private IPlaywright? _playwright;
    private IBrowser? _browser;
    private EmbeddedApp? _app;
    private ScriptedAiServer? _ai;

    internal ScriptedAiServer Ai => _ai ?? throw NotStarted();

    internal EmbeddedApp App => _app ?? throw NotStarted();

    public async Task InitializeAsync()
    {
        Assertions.SetDefaultExpectTimeout((float)Patience.TotalMilliseconds);
        _ai = await ScriptedAiServer.StartAsync(TimeProvider.System);
        await Task.WhenAll(StartBrowserAsync(), StartSharedAppAsync());
    }

    /// <summary>A process more, for a test that harms it.</summary>
    internal Task<EmbeddedApp> StartAppAsync(int port = 0) => EmbeddedApp.StartAsync(
        new Dictionary<string, string>
        {
            ["Ai:BaseUrl"] = new Uri(Ai.BaseUrl, "/v1").ToString(),
            ["Jobs:RetryBaseDelay"] = "00:00:00.200",
            // All visitors come from the same address.
            ["RateLimiting:SubmitsPerMinute"] = "0",
        },
        port);

    internal Task<Visitor> VisitAsync(Uri baseUrl) => Visitor.ArriveAsync(_browser ?? throw NotStarted(), baseUrl);

    public async Task DisposeAsync()
    {
        if (_browser is not null)
        {
            await _browser.CloseAsync();
        }

        _playwright?.Dispose();
        if (_app is not null)
        {
            await _app.DisposeAsync();
        }

        if (_ai is not null)
        {
            await _ai.DisposeAsync();
        }
    }

    private async Task StartBrowserAsync()
    {
        _playwright = await Playwright.CreateAsync();
        _browser = await _playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions { ExecutablePath = Chromium, Args = Arguments });
    }

    private async Task StartSharedAppAsync() => _app = await StartAppAsync();

    private static InvalidOperationException NotStarted() => new("The website has not been started.");
}
