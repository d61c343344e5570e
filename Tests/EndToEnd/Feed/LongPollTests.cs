using System.Diagnostics;
using System.Net;
using System.Text.Json.Nodes;
using OrleansAiJobs.Tests.EndToEnd.Api;
using OrleansAiJobs.Tests.ScriptedAi;

namespace OrleansAiJobs.Tests.EndToEnd.Feed;

/// <summary><c>?wait</c>: the answer comes when there is something new.</summary>
[Collection(AllOnOneApp.Name)]
public sealed class LongPollTests(SharedApp shared)
{
    [Fact]
    public async Task Following_by_long_polls_sees_every_state_to_the_end()
    {
        using var visitor = await shared.VisitAsync();
        var gate = new Gate();
        shared.Reply("A text to poll for.", new AiReply { Gate = gate });

        var id = await visitor.SubmitTitlesAsync("A text to poll for.");
        var (status, tag, job) = await PollAsync(visitor, id, tag: null);
        gate.Open();
        while (!job!["terminal"]!.GetValue<bool>())
        {
            (status, tag, job) = await PollAsync(visitor, id, tag);
            Assert.Equal(HttpStatusCode.OK, status);
        }

        Assert.Equal("completed", job["status"]!.GetValue<string>());
    }

    [Fact]
    public async Task With_nothing_new_the_answer_is_304_when_the_time_is_up()
    {
        using var visitor = await shared.VisitAsync();
        var id = await visitor.SubmitTitlesAsync(Texts.Blog);
        await visitor.FollowToTheEndAsync(id);
        var (_, tag, _) = await PollAsync(visitor, id, tag: null);
        var start = Stopwatch.GetTimestamp();

        var (status, same, _) = await PollAsync(visitor, id, tag, wait: "1");

        Assert.Equal((HttpStatusCode.NotModified, tag), (status, same));
        Assert.InRange(Stopwatch.GetElapsedTime(start).TotalSeconds, 0.9, 10);
    }

    [Fact]
    public async Task Deleting_the_job_answers_who_waits()
    {
        using var visitor = await shared.VisitAsync();
        var id = await visitor.SubmitTitlesAsync(Texts.Blog);
        await visitor.FollowToTheEndAsync(id);
        var (_, tag, _) = await PollAsync(visitor, id, tag: null);

        var waiting = PollAsync(visitor, id, tag, wait: "30");
        await visitor.SendAsync(HttpMethod.Delete, $"/api/ai/job/{id}");
        var (status, _, problem) = await waiting;

        Assert.Equal((HttpStatusCode.NotFound, "not_found"), (status, problem!["code"]!.GetValue<string>()));
    }

    [Theory]
    [InlineData("0")]
    [InlineData("31")]
    [InlineData("1.5")]
    [InlineData("soon")]
    [InlineData("")]
    public async Task A_wait_that_is_no_number_of_seconds_is_refused(string wait)
    {
        using var visitor = await shared.VisitAsync();

        var (status, body) = await visitor.SendAsync(HttpMethod.Get, $"/api/ai/job/{Guid.NewGuid()}?wait={wait}");

        Assert.Equal((HttpStatusCode.BadRequest, "invalid_parameter"), (status, body!["code"]!.GetValue<string>()));
    }

    private static async Task<(HttpStatusCode Status, string? Tag, JsonNode? Body)> PollAsync(
        ApiClient visitor, string id, string? tag, string wait = "20")
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, $"/api/ai/job/{id}?wait={wait}");
        if (tag is not null)
        {
            request.Headers.TryAddWithoutValidation("If-None-Match", tag);
        }

        using var answer = await visitor.Http.SendAsync(request);
        var text = await answer.Content.ReadAsStringAsync();
        return (answer.StatusCode, answer.Headers.ETag?.ToString(), text.Length == 0 ? null : JsonNode.Parse(text));
    }
}
