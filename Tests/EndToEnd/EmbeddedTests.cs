using System.Net;
using OrleansAiJobs.Tests.EndToEnd.Api;
using OrleansAiJobs.Tests.Apps;
using OrleansAiJobs.Tests.ScriptedAi;

namespace OrleansAiJobs.Tests.EndToEnd;

/// <summary>One process with nothing configured, or with an AI that is scripted: what the README promises.</summary>
public sealed class EmbeddedTests
{
    [Fact]
    public async Task With_nothing_configured_titles_come_out_of_the_text_itself()
    {
        await using var app = await EmbeddedApp.StartAsync();
        using var visitor = await app.VisitAsync();

        var id = await visitor.SubmitTitlesAsync(Texts.Blog, count: 5);
        var events = await visitor.FollowToTheEndAsync(id);

        var job = await visitor.JobAsync(id);
        Assert.Equal("completed", events[^1].Data["status"]?.GetValue<string>());
        Assert.Equal("local", job["usage"]?["model"]?.GetValue<string>());
        var titles = job["result"]!["titles"]!.AsArray().Select(title => title!.GetValue<string>()).ToArray();
        Assert.Equal(5, titles.Distinct(StringComparer.OrdinalIgnoreCase).Count());
        Assert.All(titles, title => Assert.NotEqual("", title.Trim()));
        var history = await visitor.GetAsync("/api/ai/history");
        Assert.Equal(id, history["items"]![0]!["id"]!.GetValue<string>());
        Assert.Null(history["items"]![0]!["attempts"]);
    }

    [Fact]
    public async Task The_feed_shows_the_text_as_it_is_written()
    {
        await using var ai = await ScriptedAiServer.StartAsync(TimeProvider.System);
        await using var app = await EmbeddedApp.StartAsync(With(ai));
        using var visitor = await app.VisitAsync();
        var gate = new Gate();
        ai.Enqueue(AiReply.Says("""{"titles":["First","Second","Third"]}""") with { Chunks = 6, FinishGate = gate });

        var id = await visitor.SubmitTitlesAsync(Texts.Blog);
        var text = "";
        List<FeedEvent> events = [];
        await foreach (var e in visitor.FollowAsync($"/api/ai/job/{id}/events"))
        {
            events.Add(e);
            if (e.Type == "delta")
            {
                text = text[..e.Data["offset"]!.GetValue<int>()] + e.Data["text"]!.GetValue<string>();
            }

            if (text == "First\nSecond\nThird")
            {
                gate.Open();
            }
        }

        Assert.Equal("First\nSecond\nThird", text);
        Assert.Equal(
            ["First", "Second", "Third"],
            events[^1].Data["result"]!["titles"]!.AsArray().Select(title => title!.GetValue<string>()));
        Assert.Contains(events, e => e.Data["progress"]?["message"]?.GetValue<string>() == "Generating titles…");
        Assert.Equal("Done!", events[^1].Data["progress"]!["message"]!.GetValue<string>());
        Assert.Single(events, e => e.Type == "ready");
    }

    [Fact]
    public async Task Three_visitors_with_20_jobs_each_all_get_their_own_results()
    {
        await using var ai = await ScriptedAiServer.StartAsync(TimeProvider.System);
        await using var app = await EmbeddedApp.StartAsync(With(ai));
        ai.Default = new AiReply { ChunkDelay = TimeSpan.FromMilliseconds(20) };

        await Task.WhenAll(Enumerable.Range(1, 3).Select(async number =>
        {
            using var visitor = await app.VisitAsync();
            var following = visitor.FollowUntilTerminalAsync(20);
            var ids = await Task.WhenAll(Enumerable.Range(0, 20).Select(n => visitor.SubmitTitlesAsync($"Visitor {number}, text {n}. {Texts.Blog}")));
            var jobs = await following;
            Assert.Equal(ids.Order(StringComparer.Ordinal), jobs.Keys.Order(StringComparer.Ordinal));
            Assert.All(jobs.Values, job => Assert.Equal("completed", job["status"]!.GetValue<string>()));
        }));

        Assert.Equal(60, ai.TotalCalls);
    }

    [Fact]
    public async Task After_kill_9_with_20_jobs_running_all_20_end_completed_and_none_twice()
    {
        await using var ai = await ScriptedAiServer.StartAsync(TimeProvider.System);
        await using var app = await EmbeddedApp.StartAsync(With(ai, ("Jobs:MaxConcurrentPerUser", "20")));
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
    public async Task A_provider_that_fails_twice_is_asked_a_third_time_and_the_feed_says_why_and_when()
    {
        await using var ai = await ScriptedAiServer.StartAsync(TimeProvider.System);
        await using var app = await EmbeddedApp.StartAsync(With(ai, ("Jobs:RetryBaseDelay", "00:00:00.200")));
        using var visitor = await app.VisitAsync();
        ai.Enqueue(AiReply.Error(500), AiReply.Error(500));

        var id = await visitor.SubmitTitlesAsync(Texts.Blog);
        var events = await visitor.FollowToTheEndAsync(id);

        var job = await visitor.JobAsync(id);
        Assert.Equal(("completed", 3), (job["status"]!.GetValue<string>(), job["attempt"]!.GetValue<int>()));
        Assert.Equal(3, ai.TotalCalls);
        Assert.Equal([500, 500, 200], job["attempts"]!.AsArray().Select(attempt => attempt!["providerStatus"]!.GetValue<int>()));
        Assert.Contains(events, e => e.Type == "job" && e.Data["nextAttemptAt"] is not null &&
            e.Data["progress"]!["message"]!.GetValue<string>() == "The AI service is not available right now. Trying again in 1 s (attempt 2 of 3).");
    }

    [Fact]
    public async Task A_provider_that_always_fails_is_asked_three_times_and_the_message_is_for_people()
    {
        await using var ai = await ScriptedAiServer.StartAsync(TimeProvider.System);
        await using var app = await EmbeddedApp.StartAsync(With(ai, ("Jobs:RetryBaseDelay", "00:00:00.050")));
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
        await using var app = await EmbeddedApp.StartAsync(With(ai));
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

    [Fact]
    public async Task A_graceful_stop_hands_running_jobs_back_without_spending_an_attempt()
    {
        await using var ai = await ScriptedAiServer.StartAsync(TimeProvider.System);
        await using var app = await EmbeddedApp.StartAsync(With(ai, ("Jobs:DrainTimeout", "00:00:00.500")));
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

    [Fact]
    public async Task History_pages_through_everything_once_the_newest_first()
    {
        await using var app = await EmbeddedApp.StartAsync();
        using var visitor = await app.VisitAsync();
        List<string> submitted = [];
        for (var n = 0; n < 25; n++)
        {
            submitted.Add(await visitor.SubmitTitlesAsync($"Text number {n}. {Texts.Blog}"));
        }

        List<string> read = [];
        string? cursor = null;
        do
        {
            var page = await visitor.GetAsync($"/api/ai/history?limit=10{(cursor is null ? "" : $"&cursor={cursor}")}");
            read.AddRange(page["items"]!.AsArray().Select(job => job!["id"]!.GetValue<string>()));
            cursor = page["nextCursor"]?.GetValue<string>();
        }
        while (cursor is not null);

        submitted.Reverse();
        Assert.Equal(submitted, read);
    }

    [Fact]
    public async Task A_deleted_job_is_gone_from_everywhere_and_the_feed_says_so()
    {
        await using var app = await EmbeddedApp.StartAsync();
        using var visitor = await app.VisitAsync();
        var id = await visitor.SubmitTitlesAsync(Texts.Blog);
        await visitor.FollowToTheEndAsync(id);
        await using var feed = visitor.FollowAsync("/api/ai/events").GetAsyncEnumerator();
        while (await feed.MoveNextAsync() && feed.Current.Type != "ready")
        {
        }

        var deleted = await visitor.SendAsync(HttpMethod.Delete, $"/api/ai/job/{id}");

        Assert.Equal(HttpStatusCode.NoContent, deleted.Status);
        while (await feed.MoveNextAsync() && feed.Current.Type != "deleted")
        {
        }

        Assert.Equal(id, feed.Current.Data["jobId"]!.GetValue<string>());
        Assert.Empty((await visitor.GetAsync("/api/ai/history"))["items"]!.AsArray());
        Assert.Equal(HttpStatusCode.NotFound, (await visitor.SendAsync(HttpMethod.Get, $"/api/ai/job/{id}")).Status);
    }

    private static Dictionary<string, string> With(ScriptedAiServer ai, params (string Key, string Value)[] settings)
    {
        var all = settings.ToDictionary(setting => setting.Key, setting => setting.Value);
        all["Ai:BaseUrl"] = new Uri(ai.BaseUrl, "/v1").ToString();
        return all;
    }
}
