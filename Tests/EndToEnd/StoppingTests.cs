using System.Net;
using OrleansAiJobs.Tests.Apps;
using OrleansAiJobs.Tests.EndToEnd.Api;
using OrleansAiJobs.Tests.ScriptedAi;

namespace OrleansAiJobs.Tests.EndToEnd;

/// <summary>SIGTERM, and a load balancer that asks for readiness.</summary>
[Trait("Suite", "Full")]
public sealed class StoppingTests
{
    private static readonly TimeSpan PollInterval = TimeSpan.FromMilliseconds(50);

    [Fact]
    public async Task A_stopping_frontend_is_not_ready_before_anything_closes()
    {
        await using var ai = await ScriptedAiServer.StartAsync(TimeProvider.System);
        await using var app = await EmbeddedApp.StartAsync(Settings.Asking(ai, ("Stopping:Notice", "00:00:05")));
        await app.WaitUntilReadyAsync();
        using var visitor = await app.VisitAsync();
        await visitor.FollowToTheEndAsync(await visitor.SubmitTitlesAsync("Before. " + Texts.Blog));
        List<string> completed = [];
        var opened = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var followed = FollowAsync(visitor, opened, completed);
        await opened.Task.WaitAsync(ApiClient.Patience, TimeProvider.System);

        var ended = app.Process.TerminateAsync();
        var refusal = await WaitUntilNotReadyAsync(app.BaseUrl);
        var live = await Exchange.SendAsync(new Uri(app.BaseUrl, "/health/live"), "GET", []);
        var id = await visitor.SubmitTitlesAsync("Meanwhile. " + Texts.Blog);
        await followed;
        await ended;

        Assert.Contains("stopping", refusal, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, live.Status);
        // The feed that was open lived on, and ended by itself.
        Assert.Contains(id, completed);
        Assert.Equal(0, app.Process.ExitCode);
    }

    private static async Task FollowAsync(ApiClient visitor, TaskCompletionSource opened, List<string> completed)
    {
        await foreach (var e in visitor.FollowAsync("/api/ai/events"))
        {
            if (e.Type == "ready")
            {
                opened.TrySetResult();
            }
            else if (e.Type == "job" && e.Data["status"]!.GetValue<string>() == "completed")
            {
                completed.Add(e.Data["id"]!.GetValue<string>());
            }
        }
    }

    private static async Task<string> WaitUntilNotReadyAsync(Uri baseUrl)
    {
        using var patience = new CancellationTokenSource(ApiClient.Patience);
        while (true)
        {
            var ready = await Exchange.SendAsync(new Uri(baseUrl, "/health/ready"), "GET", []);
            if (ready.Status == HttpStatusCode.ServiceUnavailable)
            {
                return ready.Body;
            }

            await Task.Delay(PollInterval, TimeProvider.System, patience.Token);
        }
    }
}
