using System.Globalization;
using OrleansAiJobs.Tests.Apps;
using OrleansAiJobs.Tests.EndToEnd.Api;
using OrleansAiJobs.Tests.ScriptedAi;
using OrleansAiJobs.Tests.Servers;

namespace OrleansAiJobs.Tests.EndToEnd;

/// <summary>One process for the tests that neither end it nor need settings of their own. Each test is a visitor of its own.</summary>
public sealed class SharedApp : IAsyncLifetime
{
    private EmbeddedApp? _app;
    private ScriptedAiServer? _ai;

    /// <summary>Where its metrics are to be read.</summary>
    internal int MetricsPort { get; } = FreePort.Find();

    internal ScriptedAiServer Ai => _ai ?? throw new InvalidOperationException("It has not been started.");

    internal EmbeddedApp App => _app ?? throw new InvalidOperationException("It has not been started.");

    public async Task InitializeAsync()
    {
        _ai = await ScriptedAiServer.StartAsync(TimeProvider.System);
        _app = await EmbeddedApp.StartAsync(Settings.Asking(
            _ai,
            ("RateLimiting:SubmitsPerMinute", "0"),
            ("Jobs:RetryBaseDelay", "00:00:00.200"),
            ("OTEL_EXPORTER_PROMETHEUS_PORT", MetricsPort.ToString(CultureInfo.InvariantCulture))));
    }

    public async Task DisposeAsync()
    {
        if (_app is not null)
        {
            await _app.DisposeAsync();
        }

        if (_ai is not null)
        {
            await _ai.DisposeAsync();
        }
    }

    internal Task<ApiClient> VisitAsync() => App.VisitAsync();

    /// <summary>What the AI does for that text alone.</summary>
    internal void Reply(string to, params IEnumerable<AiReply> replies) =>
        Ai.When(request => request.Content.Contains(to, StringComparison.Ordinal), replies);
}
