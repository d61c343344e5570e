using System.Net;
using OrleansAiJobs.Client;

namespace OrleansAiJobs.Tests.Unit.Client;

public sealed class AiJobsClientTests : IDisposable
{
    private const string Pending =
        """{"id":"0199b7c2-5f0e-7a31-9d57-0f2c7e5f3a10","type":"titles","status":"pending","terminal":false,"version":1,"input":{"content":"x"},"createdAt":"2026-11-23T17:04:05.678Z"}""";

    private static readonly Guid Id = new("0199b7c2-5f0e-7a31-9d57-0f2c7e5f3a10");

    private readonly HastyTime _time = new();
    private readonly ScriptedService _service = new();

    [Fact]
    public async Task A_submit_that_the_service_cannot_take_for_the_moment_is_repeated_with_the_same_key_when_it_says_so()
    {
        _service.Breaks().Answers(HttpStatusCode.ServiceUnavailable, retryAfter: TimeSpan.FromSeconds(3)).Answers(HttpStatusCode.Accepted, Pending);

        var job = await Client().SubmitAsync("titles", new { Content = "x" });

        Assert.Equal([TimeSpan.FromMilliseconds(250), TimeSpan.FromSeconds(3)], _time.Waits);
        Assert.Equal((Id, AiJobStatus.Pending), (job.Id, job.Status));
        Assert.Equal(3, _service.Requests.Count);
        Assert.NotNull(_service.Requests[0].Key);
        Assert.Single(_service.Requests.Distinct());
    }

    [Fact]
    public async Task A_service_that_wants_to_be_left_alone_for_longer_than_the_patience_fails_the_call_at_once()
    {
        _service.Answers(HttpStatusCode.TooManyRequests, """{"code":"rate_limited","detail":"Too many.","traceId":"t"}""", TimeSpan.FromMinutes(1));

        var refused = await Assert.ThrowsAsync<AiJobsException>(() => Client().SubmitAsync("titles", new { Content = "x" }));

        Assert.Equal((HttpStatusCode.TooManyRequests, "rate_limited", "t", TimeSpan.FromMinutes(1)), (refused.Status, refused.Code, refused.TraceId, refused.RetryAfter));
        Assert.Single(_service.Requests);
    }

    [Fact]
    public async Task A_retry_by_hand_is_never_repeated()
    {
        _service.Answers(HttpStatusCode.ServiceUnavailable, retryAfter: TimeSpan.Zero);

        await Assert.ThrowsAsync<AiJobsException>(() => Client().RetryAsync(Id));

        Assert.Single(_service.Requests);
    }

    [Fact]
    public async Task A_feed_that_ends_is_opened_again_where_it_was()
    {
        _service.Answers(HttpStatusCode.OK, "event: ready\nid: a-1\ndata: {}\n\n", type: "text/event-stream")
            .Breaks()
            .Answers(HttpStatusCode.OK, $"event: job\nid: a-2\ndata: {Pending}\n\nevent: delta\ndata: {{\"jobId\":\"{Id}\",\"attempt\":1,\"offset\":0,\"text\":\"One\"}}\n\n", type: "text/event-stream");

        await using var events = Client().FollowAllAsync().GetAsyncEnumerator();
        await events.MoveNextAsync();
        var ready = events.Current;
        await events.MoveNextAsync();
        var changed = events.Current;
        await events.MoveNextAsync();

        Assert.Equal("a-1", Assert.IsType<AiJobEvent.Ready>(ready).Cursor);
        Assert.Equal((Id, "a-2"), (Assert.IsType<AiJobEvent.Changed>(changed).Job.Id, changed.Cursor));
        Assert.Equal(("One", null), (Assert.IsType<AiJobEvent.Wrote>(events.Current).Text, events.Current.Cursor));
        Assert.Equal([null, "a-1", "a-1"], _service.Requests.Select(request => request.Cursor));
        Assert.Equal([TimeSpan.FromMilliseconds(250), TimeSpan.FromMilliseconds(500)], _time.Waits);
    }

    public void Dispose() => _service.Dispose();

    private AiJobsClient Client() => new(new HttpClient(_service) { BaseAddress = new Uri("http://service.example") }, options: null, _time);
}
