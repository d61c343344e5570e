using System.Net;
using OrleansAiJobs.Client;
using OrleansAiJobs.Tests.EndToEnd.Api;
using OrleansAiJobs.Tests.ScriptedAi;
using OrleansAiJobs.Tests.Servers;

namespace OrleansAiJobs.Tests.EndToEnd.Clients;

/// <summary>The client for .NET against the real thing.</summary>
[Collection(AllOnOneApp.Name)]
public sealed class NetClientTests(SharedApp shared)
{
    private static readonly CancellationToken Patience = new CancellationTokenSource(ApiClient.Patience).Token;

    [Fact]
    public async Task A_job_is_submitted_followed_as_it_is_written_and_its_result_read()
    {
        using var visitor = await shared.VisitAsync();
        var client = new AiJobsClient(visitor.Http);
        var gate = new Gate();
        shared.Reply("For the client.", AiReply.Says("""{"titles":["First","Second"]}""") with { Chunks = 4, FinishGate = gate });

        var job = await client.SubmitAsync("titles", new { Content = $"For the client. {Texts.Blog}", Count = 2 }, "a-key-of-mine", Patience);
        var again = await client.SubmitAsync("titles", new { Content = $"For the client. {Texts.Blog}", Count = 2 }, "a-key-of-mine", Patience);
        List<AiJobEvent> events = [];
        var text = "";
        await foreach (var told in client.FollowAsync(job.Id, Patience))
        {
            events.Add(told);
            if (told is AiJobEvent.Wrote wrote)
            {
                text = text[..wrote.Offset] + wrote.Text;
            }

            if (text == "First\nSecond")
            {
                gate.Open();
            }
        }

        var done = await client.WaitAsync(job.Id, Patience);
        Assert.Equal(job.Id, again.Id);
        Assert.Contains(events, told => told is AiJobEvent.Ready);
        Assert.Equal(AiJobStatus.Completed, Assert.IsType<AiJobEvent.Changed>(events[^1]).Job.Status);
        Assert.Equal(["First", "Second"], done.ReadResult<TitlesResult>().Titles);
        Assert.Equal((1, null), (Assert.Single(done.Attempts).Number, done.Error));
        Assert.NotEqual(0, done.Usage?.InputTokens);
    }

    [Fact]
    public async Task A_feed_that_is_cut_again_and_again_tells_every_end()
    {
        using var visitor = await shared.VisitAsync();
        await using var proxy = CuttingProxy.To([shared.App.BaseUrl]);
        using var cut = visitor.At(proxy.BaseUrl);
        var client = new AiJobsClient(visitor.Http);
        HashSet<Guid> ended = [];
        HashSet<Guid> submitted = [];

        await foreach (var told in new AiJobsClient(cut.Http).FollowAllAsync(cursor: null, Patience))
        {
            if (told is AiJobEvent.Changed { Job: { Terminal: true } job } && ended.Add(job.Id))
            {
                proxy.Cut(CutKind.Rst);
            }

            if (submitted.Count < 5 && ended.Count == submitted.Count)
            {
                submitted.Add((await client.SubmitAsync("summary", new { Content = Texts.Blog, MaxWords = 20 }, cancellationToken: Patience)).Id);
            }

            if (ended.Count == 5)
            {
                break;
            }
        }

        Assert.Equal(submitted.Order(), ended.Order());
        Assert.True(proxy.Cuts >= 5);
    }

    [Fact]
    public async Task The_history_is_read_page_by_page_and_what_one_does_shows()
    {
        using var visitor = await shared.VisitAsync();
        var client = new AiJobsClient(visitor.Http, new AiJobsClientOptions { PageSize = 2 });
        shared.Reply("To be cancelled.", AiReply.Hang());
        var held = await client.SubmitAsync("titles", new { Content = $"To be cancelled. {Texts.Blog}" }, cancellationToken: Patience);
        var cancelled = await client.CancelAsync(held.Id, Patience);
        List<Guid> ids = [held.Id];
        for (var n = 0; n < 4; n++)
        {
            ids.Add((await client.SubmitAsync("titles", new { Content = Texts.Blog }, cancellationToken: Patience)).Id);
            await client.WaitAsync(ids[^1], Patience);
        }

        await client.DeleteAsync(ids[1], Patience);
        var all = await ReadAsync(client.GetHistoryAsync(cancellationToken: Patience));
        var completed = await ReadAsync(client.GetHistoryAsync(new AiJobsFilter(Status: AiJobStatus.Completed), Patience));
        var retried = await client.RetryAsync(held.Id, Patience);

        Assert.Equal(AiJobStatus.Cancelled, cancelled.Status);
        Assert.Equal([ids[4], ids[3], ids[2], ids[0]], all);
        Assert.Equal([ids[4], ids[3], ids[2]], completed);
        Assert.NotEqual(AiJobStatus.Cancelled, retried.Status);
        Assert.Null(await client.GetAsync(ids[1], Patience));
    }

    [Fact]
    public async Task What_is_refused_says_why()
    {
        using var visitor = await shared.VisitAsync();
        var client = new AiJobsClient(visitor.Http);

        var refused = await Assert.ThrowsAsync<AiJobsException>(() => client.SubmitAsync("titles", new { Content = "", Count = 99 }, cancellationToken: Patience));
        var unknown = await Assert.ThrowsAsync<AiJobsException>(() => client.CancelAsync(Guid.NewGuid(), Patience));

        Assert.Equal((HttpStatusCode.BadRequest, "validation_failed"), (refused.Status, refused.Code));
        Assert.Equal(["content", "count"], refused.Errors.Keys.Order(StringComparer.Ordinal));
        Assert.Equal((HttpStatusCode.NotFound, "not_found"), (unknown.Status, unknown.Code));
        Assert.Null(await client.GetAsync(Guid.NewGuid(), Patience));
    }

    private static async Task<IReadOnlyList<Guid>> ReadAsync(IAsyncEnumerable<AiJob> jobs)
    {
        List<Guid> ids = [];
        await foreach (var job in jobs)
        {
            ids.Add(job.Id);
        }

        return ids;
    }

    private sealed record TitlesResult(IReadOnlyList<string> Titles);
}
