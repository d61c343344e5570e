using System.Net;
using System.Text.RegularExpressions;
using OrleansAiJobs.Tests.Apps;
using OrleansAiJobs.Tests.EndToEnd.Api;
using OrleansAiJobs.Tests.ScriptedAi;

namespace OrleansAiJobs.Tests.EndToEnd;

/// <summary>What happens when the AI fails, and when its answer is no longer wanted.</summary>
public sealed partial class AttemptTests
{
    [Fact]
    public async Task A_provider_that_fails_twice_is_asked_a_third_time_and_the_feed_says_why_and_when()
    {
        await using var ai = await ScriptedAiServer.StartAsync(TimeProvider.System);
        await using var app = await EmbeddedApp.StartAsync(Settings.Asking(ai, ("Jobs:RetryBaseDelay", "00:00:00.200")));
        using var visitor = await app.VisitAsync();
        // The first answer waits for the feed to be open, and the second attempt waits long enough to be told of.
        var gate = new Gate();
        ai.Enqueue(AiReply.Error(500).WithHeader("Retry-After", "2") with { Gate = gate }, AiReply.Error(500));

        var id = await visitor.SubmitTitlesAsync(Texts.Blog);
        List<FeedEvent> events = [];
        await foreach (var e in visitor.FollowAsync($"/api/ai/job/{id}/events"))
        {
            events.Add(e);
            if (e.Type == "ready")
            {
                gate.Open();
            }
        }

        var job = await visitor.JobAsync(id);
        Assert.Equal(("completed", 3), (job["status"]!.GetValue<string>(), job["attempt"]!.GetValue<int>()));
        Assert.Equal(3, ai.TotalCalls);
        Assert.Equal([500, 500, 200], job["attempts"]!.AsArray().Select(attempt => attempt!["providerStatus"]!.GetValue<int>()));
        Assert.Contains(events, e => e.Type == "job" && e.Data["nextAttemptAt"] is not null &&
            Why().IsMatch(e.Data["progress"]!["message"]!.GetValue<string>()));
    }

    [Fact]
    public async Task A_provider_that_always_fails_is_asked_three_times_and_the_message_is_for_people()
    {
        await using var ai = await ScriptedAiServer.StartAsync(TimeProvider.System);
        await using var app = await EmbeddedApp.StartAsync(Settings.Asking(ai, ("Jobs:RetryBaseDelay", "00:00:00.050")));
        using var visitor = await app.VisitAsync();
        ai.Default = AiReply.Error(500, message: "upstream secret sk-123");

        var id = await visitor.SubmitTitlesAsync(Texts.Blog);
        await visitor.FollowToTheEndAsync(id);

        var job = await visitor.JobAsync(id);
        Assert.Equal("failed", job["status"]!.GetValue<string>());
        Assert.Equal(3, ai.TotalCalls);
        Assert.Equal("provider_unavailable", job["error"]!["code"]!.GetValue<string>());
        Assert.DoesNotContain("secret", job.ToJsonString(), StringComparison.Ordinal);
        Assert.DoesNotContain("secret", app.Process.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Cancelling_a_running_job_closes_the_connection_to_the_provider()
    {
        await using var ai = await ScriptedAiServer.StartAsync(TimeProvider.System);
        await using var app = await EmbeddedApp.StartAsync(Settings.Asking(ai));
        using var visitor = await app.VisitAsync();
        ai.Default = AiReply.Hang();
        using var patience = new CancellationTokenSource(ApiClient.Patience);

        var id = await visitor.SubmitTitlesAsync(Texts.Blog);
        var call = (await ai.WaitForRequestsAsync(1, patience.Token))[0];
        var cancelled = await visitor.SendAsync(HttpMethod.Post, $"/api/ai/job/{id}/cancel");
        var answeredAt = TimeProvider.System.GetUtcNow();
        var closedAt = await call.Aborted.WaitAsync(patience.Token);
        var again = await visitor.SendAsync(HttpMethod.Post, $"/api/ai/job/{id}/cancel");

        Assert.Equal((HttpStatusCode.Accepted, "cancelled"), (cancelled.Status, cancelled.Body!["status"]!.GetValue<string>()));
        Assert.True(closedAt - answeredAt < TimeSpan.FromSeconds(1), $"The connection was closed {closedAt - answeredAt} after the answer.");
        Assert.Equal(HttpStatusCode.OK, again.Status);
    }

    [GeneratedRegex(@"^The AI service is not available right now\. Trying again in [23] s \(attempt 2 of 3\)\.$", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Why();
}
