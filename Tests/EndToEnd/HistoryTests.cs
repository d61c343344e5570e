using System.Net;

namespace OrleansAiJobs.Tests.EndToEnd;

/// <summary>What a user has asked for before.</summary>
[Collection(AllOnOneApp.Name)]
public sealed class HistoryTests(SharedApp shared)
{
    [Fact]
    public async Task History_pages_through_everything_once_the_newest_first()
    {
        using var visitor = await shared.VisitAsync();
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
        using var visitor = await shared.VisitAsync();
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
}
