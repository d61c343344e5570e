using OrleansAiJobs.Tests.Apps;
using OrleansAiJobs.Tests.EndToEnd.Api;
using OrleansAiJobs.Tests.ScriptedAi;

namespace OrleansAiJobs.Tests.EndToEnd;

/// <summary>One process with nothing configured, or with an AI that is scripted: what the README promises.</summary>
[Collection(AllOnOneApp.Name)]
public sealed class EmbeddedTests(SharedApp shared)
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
        using var visitor = await shared.VisitAsync();
        var gate = new Gate();
        shared.Reply("Three titles, please.", AiReply.Says("""{"titles":["First","Second","Third"]}""") with { Chunks = 6, FinishGate = gate });

        var id = await visitor.SubmitTitlesAsync($"Three titles, please. {Texts.Blog}");
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
        shared.Reply("Visitor ", Enumerable.Repeat(new AiReply { ChunkDelay = TimeSpan.FromMilliseconds(20) }, 60));

        await Task.WhenAll(Enumerable.Range(1, 3).Select(async number =>
        {
            using var visitor = await shared.VisitAsync();
            var following = visitor.FollowUntilTerminalAsync(20);
            var ids = await Task.WhenAll(Enumerable.Range(0, 20).Select(n => visitor.SubmitTitlesAsync($"Visitor {number}, text {n}. {Texts.Blog}")));
            var jobs = await following;
            Assert.Equal(ids.Order(StringComparer.Ordinal), jobs.Keys.Order(StringComparer.Ordinal));
            Assert.All(jobs.Values, job => Assert.Equal("completed", job["status"]!.GetValue<string>()));
        }));

        Assert.Equal(60, shared.Ai.Requests.Count(request => request.Content.StartsWith("Visitor ", StringComparison.Ordinal)));
    }
}
