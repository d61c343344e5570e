using System.Net;
using System.Text.Json.Nodes;
using OrleansAiJobs.Tests.EndToEnd.Api;

namespace OrleansAiJobs.Tests.EndToEnd;

/// <summary>Many jobs at once.</summary>
[Collection(ContractApp.Name)]
public sealed class BatchTests(ContractApp.Fixture contract)
{
    [Fact]
    public async Task A_batch_is_answered_with_its_jobs_which_all_run()
    {
        using var visitor = await contract.App.VisitAsync();
        var following = visitor.FollowUntilTerminalAsync(100);

        var (status, body) = await visitor.PostAsync("/api/ai/batch", new { jobs = Enumerable.Range(0, 100).Select(n => Titles($"Text {n} about gardens.")) });

        Assert.Equal(HttpStatusCode.Accepted, status);
        var jobs = body!["jobs"]!.AsArray();
        Assert.Equal(Enumerable.Range(0, 100).Select(n => $"Text {n} about gardens."), jobs.Select(job => job!["input"]!["content"]!.GetValue<string>()));
        Assert.All(jobs, job => Assert.Equal("Waiting…", job!["progress"]!["message"]!.GetValue<string>()));
        var ended = await following;
        Assert.Equal(IdsOf(body).Order(StringComparer.Ordinal), ended.Keys.Order(StringComparer.Ordinal));
        Assert.All(ended.Values, job => Assert.Equal("completed", job["status"]!.GetValue<string>()));
        var newest = (await visitor.GetAsync("/api/ai/history?limit=1"))["items"]![0]!["id"]!.GetValue<string>();
        Assert.Equal(IdsOf(body)[^1], newest);
    }

    [Fact]
    public async Task One_wrong_job_keeps_all_out_and_is_named_by_its_path()
    {
        using var visitor = await contract.App.VisitAsync();

        var invalid = await visitor.PostAsync("/api/ai/batch", new { jobs = new[] { Titles("Gardens."), Titles(" "), Job("poem", new { }), Titles(7) } });
        var unknown = await visitor.PostAsync("/api/ai/batch", new { jobs = new[] { Titles("Gardens."), Job("poem", new { }) } });

        Assert.Equal((HttpStatusCode.BadRequest, "validation_failed"), (invalid.Status, invalid.Body!["code"]!.GetValue<string>()));
        Assert.Equal(["jobs[1].input.content", "jobs[3].input.content", "jobs[2].type"], invalid.Body["errors"]!.AsObject().Select(error => error.Key));
        Assert.Equal((HttpStatusCode.NotFound, "unknown_job_type"), (unknown.Status, unknown.Body!["code"]!.GetValue<string>()));
        Assert.Contains("summary, titles", unknown.Body["detail"]!.GetValue<string>(), StringComparison.Ordinal);
        Assert.Empty((await visitor.GetAsync("/api/ai/history"))["items"]!.AsArray());
    }

    [Fact]
    public async Task A_batch_that_is_repeated_with_its_key_gives_the_same_jobs_and_another_list_is_refused()
    {
        using var visitor = await contract.App.VisitAsync();
        object[] jobs = [Titles("Gardens."), Job("summary", new { content = "Cities are full of gardens." })];
        var first = await visitor.PostAsync("/api/ai/batch", new { jobs }, "Idempotency-Key: batch");

        var again = await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => visitor.PostAsync("/api/ai/batch", new { jobs }, "Idempotency-Key: batch")));
        var shorter = await visitor.PostAsync("/api/ai/batch", new { jobs = jobs[..1] }, "Idempotency-Key: batch");
        var longer = await visitor.PostAsync("/api/ai/batch", new { jobs = jobs.Append(jobs[0]) }, "Idempotency-Key: batch");
        var alone = await visitor.PostAsync("/api/ai/titles", new { content = "Gardens." }, "Idempotency-Key: batch");

        Assert.All(again, answer => Assert.Equal(IdsOf(first.Body!), IdsOf(answer.Body!)));
        Assert.All([shorter, longer, alone], answer => Assert.Equal("idempotency_key_reused", answer.Body!["code"]!.GetValue<string>()));
        Assert.Equal(2, (await visitor.GetAsync("/api/ai/history"))["items"]!.AsArray().Count);
    }

    [Fact]
    public async Task A_key_that_was_looked_at_before_makes_a_batch_that_can_be_read_at_once()
    {
        using var visitor = await contract.App.VisitAsync();
        var refused = await visitor.PostAsync("/api/ai/titles", new { }, "Idempotency-Key: seen");

        var (status, body) = await visitor.PostAsync("/api/ai/batch", new { jobs = new[] { Titles("Gardens.") } }, "Idempotency-Key: seen");

        Assert.Equal((HttpStatusCode.BadRequest, HttpStatusCode.Accepted), (refused.Status, status));
        await visitor.FollowToTheEndAsync(IdsOf(body!)[0]);
    }

    [Fact]
    public async Task A_batch_may_have_8_MB_and_no_more()
    {
        using var visitor = await contract.App.VisitAsync();
        var content = new string('x', 80_000);

        var fits = await visitor.PostAsync("/api/ai/batch", new { jobs = Enumerable.Repeat(Titles(content), 50).Append(Titles("")) });
        var exceeds = await visitor.PostAsync("/api/ai/batch", new { jobs = Enumerable.Repeat(Titles(content), 110) });

        Assert.Equal(HttpStatusCode.BadRequest, fits.Status);
        Assert.Equal((HttpStatusCode.RequestEntityTooLarge, "too_large"), (exceeds.Status, exceeds.Body!["code"]!.GetValue<string>()));
    }

    private static object Titles(object content) => Job("titles", new { content });

    private static object Job(string type, object input) => new { type, input };

    private static string[] IdsOf(JsonNode body) => [.. body["jobs"]!.AsArray().Select(job => job!["id"]!.GetValue<string>())];
}
