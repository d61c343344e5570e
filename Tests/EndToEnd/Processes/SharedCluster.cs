using OrleansAiJobs.Tests.ScriptedAi;

namespace OrleansAiJobs.Tests.EndToEnd.Processes;

/// <summary>One cluster for all the tests that do it harm: three silos, two frontends. Each test gets it whole, with an empty table.</summary>
public sealed class SharedCluster : IAsyncLifetime
{
    private ClusterApp? _app;

    public async Task InitializeAsync() =>
        _app = await ClusterApp.StartAsync(silos: 3, frontends: 2, ("Jobs:MaxInterruptions", "10"), ("Jobs:DrainTimeout", "00:00:05"));

    public async Task DisposeAsync()
    {
        if (_app is not null)
        {
            await _app.DisposeAsync();
        }
    }

    /// <summary>The cluster with all that earlier tests have ended running again, and nothing of theirs in it.</summary>
    internal async Task<ClusterApp> GetAsync()
    {
        var app = _app ?? throw new InvalidOperationException("It has not been started.");
        await app.HealAsync();
        await app.Jobs.ClearAsync();
        app.Ai.ClearScript();
        app.Ai.Default = new AiReply();
        app.ForgetCalls();
        return app;
    }
}
