using System.Net;
using Npgsql;
using OrleansAiJobs.Tests.Apps;
using OrleansAiJobs.Tests.EndToEnd.Api;
using OrleansAiJobs.Tests.EndToEnd.Processes;
using OrleansAiJobs.Tests.ScriptedAi;
using Xunit.Abstractions;

namespace OrleansAiJobs.Tests.EndToEnd.Cluster;

/// <summary>Silos and frontends as processes of their own, nothing going wrong.</summary>
[Collection(OneAtATime.Name)]
public sealed class ClusterTests(SharedCluster cluster, ITestOutputHelper output)
{
    private readonly Figures _figures = new(output);

    [Fact]
    public async Task A_job_submitted_through_one_frontend_is_followed_live_through_the_other()
    {
        var app = await cluster.GetAsync();
        using var here = await app.VisitAsync();
        using var there = here.At(app.Frontends[1].BaseUrl);
        var gate = new Gate();
        app.Ai.Enqueue(AiReply.Says("""{"titles":["First","Second","Third"]}""") with { Chunks = 6, FinishGate = gate });

        var me = await here.GetAsync("/api/session");
        var meThere = await there.GetAsync("/api/session");
        var id = await here.SubmitTitlesAsync(Texts.Blog);
        var text = "";
        List<FeedEvent> events = [];
        await foreach (var e in there.FollowAsync("/api/ai/events"))
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

            if (e.Type == "job" && e.Data["terminal"]!.GetValue<bool>())
            {
                break;
            }
        }

        Assert.Equal(me["userId"]!.GetValue<string>(), meThere["userId"]!.GetValue<string>());
        // Both frontends started at the same moment.
        Assert.Equal(1, await app.Jobs.CountSessionKeysAsync());
        Assert.Equal((id, "completed"), (events[^1].Data["id"]!.GetValue<string>(), events[^1].Data["status"]!.GetValue<string>()));
        _figures.Write($"Two frontends: submitted through one, followed through the other: {events.Count} events, text of {text.Length} characters, one cookie.");
    }

    [Fact]
    [Trait("Suite", "Full")]
    public async Task A_hundred_submits_with_one_key_over_two_frontends_are_one_job_and_one_call_also_after_every_process_was_restarted()
    {
        var app = await cluster.GetAsync();
        using var here = await app.VisitAsync();
        using var there = here.At(app.Frontends[1].BaseUrl);

        var answers = await Task.WhenAll(Enumerable.Range(0, 100).Select(number =>
            SubmitAsync(number % 2 == 0 ? here : there)));

        var id = Assert.Single(answers.Distinct(StringComparer.Ordinal));
        await here.FollowToTheEndAsync(id);
        var me = await here.UserIdAsync();
        await Task.WhenAll(app.Silos.Concat<ClusterNode>(app.Frontends).Select(node => node.Process.TerminateAsync()));
        await app.HealAsync();
        Guid[] meAgain = [await here.UserIdAsync(), await there.UserIdAsync()];
        var again = await Task.WhenAll(Enumerable.Range(0, 100).Select(number => SubmitAsync(number % 2 == 0 ? here : there)));

        Assert.Equal([me, me], meAgain);
        Assert.Equal([id], again.Distinct(StringComparer.Ordinal));
        Assert.Single(await app.Jobs.ReadAsync());
        Assert.Equal(1, app.Calls);
        _figures.Write($"One key, {answers.Length} submits at once over two frontends, and as many after every silo and frontend was restarted: one job, {app.Calls} call, one cookie.");

        // A cluster that has just started may say 503: then the key is what one repeats it by.
        static async Task<string> SubmitAsync(ApiClient client)
        {
            while (true)
            {
                var (status, body) = await client.PostAsync("/api/ai/titles", new { content = Texts.Blog }, "Idempotency-Key: the-one");
                if (status != HttpStatusCode.ServiceUnavailable)
                {
                    Assert.Equal(HttpStatusCode.Accepted, status);
                    return body!["id"]!.GetValue<string>();
                }
            }
        }
    }

    [Fact]
    public async Task Plain_SQL_shows_the_seeds_columns_filled_as_one_would_expect()
    {
        var app = await cluster.GetAsync();
        using var visitor = await app.VisitAsync();
        app.Ai.When(request => request.Content.StartsWith("Refused", StringComparison.Ordinal), AiReply.Error(400, "invalid_request"));
        var gate = new Gate();
        app.Ai.When(request => request.Content.StartsWith("Held", StringComparison.Ordinal), new AiReply { FinishGate = gate });

        var user = Guid.Parse((await visitor.GetAsync("/api/session"))["userId"]!.GetValue<string>());
        var completed = await visitor.SubmitTitlesAsync($"Asked. {Texts.Blog}");
        await visitor.FollowToTheEndAsync(completed);
        var failed = await visitor.SubmitTitlesAsync($"Refused. {Texts.Blog}");
        await visitor.FollowToTheEndAsync(failed);
        var running = await visitor.SubmitTitlesAsync($"Held. {Texts.Blog}");
        await app.Jobs.WaitUntilAsync("for the third to run", rows => rows[^1].Status == "processing", ApiClient.Patience);

        await using var source = NpgsqlDataSource.Create(app.Jobs.ConnectionString);
        await using var command = source.CreateCommand("""
            SELECT job.id, job.user_id, job.type, job.status, job.input_data ->> 'count', job.result_data -> 'titles' ->> 2,
                   job.error_message IS NOT NULL, job.created_at <= now(), job.completed_at >= job.created_at
            FROM ai_jobs job JOIN users ON users.id = job.user_id ORDER BY job.created_at
            """);
        await using var reader = await command.ExecuteReaderAsync();
        List<object?[]> rows = [];
        while (await reader.ReadAsync())
        {
            rows.Add([.. Enumerable.Range(0, reader.FieldCount).Select(column => reader.GetValue(column) is var value and not DBNull ? value : null)]);
        }

        var title = (await visitor.JobAsync(completed))["result"]!["titles"]![2]!.GetValue<string>();
        Assert.Equal(
            [
                [Guid.Parse(completed), user, "titles", "completed", "3", title, false, true, true],
                [Guid.Parse(failed), user, "titles", "failed", "3", null, true, true, true],
                [Guid.Parse(running), user, "titles", "processing", "3", null, false, true, null],
            ],
            rows);
        var orphan = await Assert.ThrowsAsync<PostgresException>(() => InsertOrphanAsync(source));
        Assert.Equal(PostgresErrorCodes.ForeignKeyViolation, orphan.SqlState);
        gate.Open();
        _figures.Write($"ai_jobs read with plain SQL: {rows.Count} rows as expected; a user_id that is nobody's is refused by the foreign key.");
    }

    private static async Task InsertOrphanAsync(NpgsqlDataSource source)
    {
        await using var command = source.CreateCommand("""
            INSERT INTO ai_jobs (user_id, type, input_data, version, etag, max_attempts, changed_at)
            VALUES (gen_random_uuid(), 'titles', '{}', 1, gen_random_uuid(), 3, now())
            """);
        await command.ExecuteNonQueryAsync();
    }
}
