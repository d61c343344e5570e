using OrleansAiJobs.Tests.Apps;
using OrleansAiJobs.Tests.EndToEnd.Api;
using OrleansAiJobs.Tests.ScriptedAi;

namespace OrleansAiJobs.Tests.EndToEnd;

/// <summary>The process ends, one way or another, and is started again on the same store.</summary>
public sealed class RestartTests
{
    [Fact]
    public async Task After_kill_9_with_20_jobs_running_all_20_end_completed_and_none_twice()
    {
        await using var ai = await ScriptedAiServer.StartAsync(TimeProvider.System);
        await using var app = await EmbeddedApp.StartAsync(Settings.Asking(ai, ("Jobs:MaxConcurrentPerUser", "20")));
        using var visitor = await app.VisitAsync();
        var gate = new Gate();
        ai.Default = new AiReply { FinishGate = gate };
        var ids = await Task.WhenAll(Enumerable.Range(0, 20).Select(n => visitor.SubmitTitlesAsync($"Text {n}. {Texts.Blog}")));
        using var patience = new CancellationTokenSource(ApiClient.Patience);
        await ai.WaitForRequestsAsync(20, patience.Token);

        await app.Process.KillAsync();
        gate.Open();
        await app.StartAgainAsync();

        using var again = visitor.At(app.BaseUrl);
        foreach (var id in ids)
        {
            await again.FollowToTheEndAsync(id);
            var job = await again.JobAsync(id);
            Assert.Equal("completed", job["status"]!.GetValue<string>());
            Assert.Equal(["interrupted", null], job["attempts"]!.AsArray().Select(attempt => attempt!["error"]?["code"]?.GetValue<string>()));
        }

        Assert.Equal(40, ai.TotalCalls);
    }

    [Fact]
    [Trait("Suite", "Full")]
    public async Task A_graceful_stop_hands_running_jobs_back_without_spending_an_attempt()
    {
        await using var ai = await ScriptedAiServer.StartAsync(TimeProvider.System);
        await using var app = await EmbeddedApp.StartAsync(Settings.Asking(ai, ("Jobs:DrainTimeout", "00:00:00.500")));
        using var visitor = await app.VisitAsync();
        ai.Enqueue(AiReply.Hang());
        using var patience = new CancellationTokenSource(ApiClient.Patience);
        var id = await visitor.SubmitTitlesAsync(Texts.Blog);
        await ai.WaitForRequestsAsync(1, patience.Token);

        await app.Process.TerminateAsync();
        Assert.Equal(0, app.Process.ExitCode);
        await app.StartAgainAsync();

        using var again = visitor.At(app.BaseUrl);
        await again.FollowToTheEndAsync(id);
        var job = await again.JobAsync(id);
        Assert.Equal("completed", job["status"]!.GetValue<string>());
        Assert.Equal(["interrupted", null], job["attempts"]!.AsArray().Select(attempt => attempt!["error"]?["code"]?.GetValue<string>()));
    }
}
