using System.Globalization;
using System.Text.Json.Nodes;
using OrleansAiJobs.Tests.EndToEnd.Telemetry;
using OrleansAiJobs.Tests.ScriptedAi;

namespace OrleansAiJobs.Tests.EndToEnd.Cluster;

/// <summary>What a collector is told of a cluster of processes, and what they log.</summary>
[Collection(OneRecordedCluster.Name)]
public sealed class TelemetryTests(RecordedCluster recorded)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    [Fact]
    public void The_metrics_after_a_hundred_jobs_of_known_outcome_are_right()
    {
        var metrics = recorded.Metrics;

        Assert.Equal(KnownJobs.All, metrics.Total("aijobs.job.accepted", ("aijobs.job.type", "titles")));
        Assert.Equal(KnownJobs.All, metrics.Total("aijobs.job.finished", ("aijobs.job.type", "titles")));
        Assert.Equal(KnownJobs.Good + KnownJobs.Retried, metrics.Total("aijobs.job.finished", ("aijobs.job.outcome", "completed")));
        Assert.Equal(KnownJobs.Failed, metrics.Total("aijobs.job.finished", ("aijobs.job.outcome", "failed"), ("error.type", "content_rejected")));
        Assert.Equal(KnownJobs.Cancelled, metrics.Total("aijobs.job.finished", ("aijobs.job.outcome", "cancelled")));
        Assert.Equal(KnownJobs.Retried, metrics.Total("aijobs.job.retries", ("error.type", "invalid_response")));
        Assert.Equal(KnownJobs.Retried, metrics.Total("aijobs.job.retries"));
        Assert.Equal(KnownJobs.All + KnownJobs.Retried, metrics.Total("aijobs.attempt.duration"));
        Assert.Equal(KnownJobs.All + KnownJobs.Retried, metrics.Total("aijobs.queue.wait"));
        Assert.Equal(KnownJobs.Good + KnownJobs.Retried, metrics.Total("aijobs.attempt.time_to_first_token"));
        Assert.Equal((0, 0, 0), (metrics.Total("aijobs.queue.length"), metrics.Total("aijobs.slots.used"), metrics.Total("aijobs.feed.open")));

        Assert.Equal(recorded.Usage, (metrics.Total("aijobs.tokens", ("gen_ai.token.type", "input")), metrics.Total("aijobs.tokens", ("gen_ai.token.type", "output"))));

        Assert.True(metrics.Total("aijobs.commit.rows") > 0);
        Assert.Superset(
            new HashSet<string>(
                ["aijobs.commit.duration", "gen_ai.client.token.usage", "gen_ai.client.operation.duration", "http.server.request.duration", "http.client.request.duration", "dotnet.gc.collections", "db.client.operation.duration"],
                StringComparer.Ordinal),
            metrics.Names);
        Assert.Contains(metrics.Names, name => name.StartsWith("orleans-", StringComparison.Ordinal));
    }

    [Fact]
    public async Task One_trace_leads_from_the_request_over_a_retry_and_another_process_to_the_last_call_of_the_provider()
    {
        var (app, collector) = (recorded.App, recorded.Collector);
        const string Text = "Followed from end to end. ";
        var gate = new Gate();
        app.Ai.When(request => request.Content.StartsWith(Text, StringComparison.Ordinal), AiReply.Error(500), new AiReply { Gate = gate }, AiReply.Says("""{"titles":["One","Two","Three"]}"""));

        var id = await recorded.Visitor.SubmitTitlesAsync(Text + Texts.Blog);
        var second = (await app.Jobs.WaitUntilAsync("for the second attempt", rows => rows.Any(row => row.Id == id && row is { Status: "processing", Attempts.Count: 2 }), Patience))
            .Single(row => row.Id == id);
        var silo = app.Silos.Single(second.IsOwnedBy);
        await silo.Process.TerminateAsync();
        gate.Open();
        await recorded.Visitor.FollowToTheEndAsync(id);
        await silo.StartAsync();

        await OtlpCollector.WaitAsync(() => Attempts(id).Length == 3, () => string.Join('\n', Attempts(id).Select(span => span.ToString())), Patience);
        var attempts = Attempts(id);
        var trace = attempts[0].TraceId;
        await OtlpCollector.WaitAsync(() => SpansOf(trace).Any(span => span.Kind == 2) && SpansOf(trace).Count(span => span.Name.StartsWith("chat", StringComparison.Ordinal)) == 3, () => Describe(trace), Patience);
        var spans = collector.Spans.Where(span => span.TraceId == trace).ToArray();

        // One trace, begun by the request, which every attempt and every wait hangs under.
        var request = Assert.Single(spans, span => span.ParentId.Length == 0);
        Assert.Equal(("POST /api/ai/{type}", "ai-jobs-frontend"), (request.Name, request.Process.Split('/')[0]));
        Assert.All(attempts, attempt => Assert.Equal((trace, request.SpanId), (attempt.TraceId, attempt.ParentId)));
        Assert.Equal(3, spans.Count(span => span.Name == "aijobs.queue" && span.ParentId == request.SpanId));
        Assert.Equal(["1", "2", "3"], attempts.Select(attempt => attempt["aijobs.attempt.number"]));
        Assert.Equal(["provider_unavailable", null, null], attempts.Select(attempt => attempt["error.type"]));

        // Each is linked to the one before it, and the last is another silo's.
        Assert.Empty(attempts[0].LinkedSpans);
        Assert.Equal([attempts[0].SpanId], attempts[1].LinkedSpans);
        Assert.Equal([attempts[1].SpanId], attempts[2].LinkedSpans);
        Assert.NotEqual(attempts[1].Process, attempts[2].Process);
        Assert.Contains(spans, span => span.Process == request.Process && span.Name.Contains("IAiJobGrain", StringComparison.Ordinal));
        Assert.Contains(spans, span => span.Process != request.Process && span.Name.Contains("IAiJobGrain", StringComparison.Ordinal));

        // Under each attempt the call by the conventions, under that the request to the provider.
        foreach (var attempt in attempts)
        {
            var call = Assert.Single(spans, span => span.ParentId == attempt.SpanId && span.Name.StartsWith("chat ", StringComparison.Ordinal));
            Assert.Equal(("chat", "openai", "gpt-4.1-mini"), (call["gen_ai.operation.name"], call["gen_ai.provider.name"], call["gen_ai.request.model"]));
            Assert.Contains(spans, span => span.ParentId == call.SpanId && span["url.full"]?.EndsWith("/v1/chat/completions", StringComparison.Ordinal) is true);
        }

        var answered = spans.Single(span => span.ParentId == attempts[2].SpanId && span.Name.StartsWith("chat ", StringComparison.Ordinal));
        Assert.Equal("stop", answered["gen_ai.response.finish_reasons"]?.Trim('[', ']', '"'));
        var usage = (await recorded.Visitor.JobAsync(id))["usage"]!;
        Assert.Equal(
            (usage["inputTokens"]!.ToString(), usage["outputTokens"]!.ToString()),
            (answered["gen_ai.usage.input_tokens"], answered["gen_ai.usage.output_tokens"]));
    }

    [Fact]
    public void Nothing_of_what_people_write_or_read_is_told_to_the_collector()
    {
        Assert.NotEmpty(recorded.Collector.Spans);
        Assert.NotEmpty(recorded.Collector.Logs);
        Assert.All(recorded.Collector.Spans, span => Assert.DoesNotContain("Community gardens", span.Span.ToString(), StringComparison.Ordinal));
        Assert.All(recorded.Collector.Logs, line => Assert.DoesNotContain("Community gardens", line.ToString(), StringComparison.Ordinal));
    }

    [Fact]
    public void A_healthy_cluster_writes_no_warnings_and_every_line_is_JSON()
    {
        var lines = recorded.HealthyOutputs.SelectMany(Lines).ToArray();

        Assert.All(recorded.App.Silos, silo => Assert.NotEmpty(Lines(silo.Output)));
        Assert.All(lines, line => Assert.True(line["LogLevel"]!.GetValue<string>() == "Information", line.ToJsonString()));
    }

    [Fact]
    public async Task Lines_about_a_job_carry_its_id_and_its_trace()
    {
        var (app, collector) = (recorded.App, recorded.Collector);
        await OtlpCollector.WaitAsync(() => collector.Spans.Any(span => span["error.type"] == "content_rejected"), () => "no failed attempt", Patience);
        var traces = collector.Spans.Where(span => span.Name == "aijobs.attempt").ToLookup(span => span["aijobs.job.id"], span => span.TraceId);

        var lines = app.Silos.SelectMany(silo => Lines(silo.Output)).Where(line => line["Message"]!.GetValue<string>().Contains("Asking the AI failed", StringComparison.Ordinal)).ToArray();

        Assert.True(lines.Length >= KnownJobs.Failed);
        Assert.All(lines, line =>
        {
            var scopes = line["Scopes"]!.AsArray();
            var jobId = scopes.Select(scope => scope as JsonObject).FirstOrDefault(scope => scope?.ContainsKey("JobId") is true)?["JobId"]?.ToString();
            var trace = scopes.Select(scope => scope as JsonObject).First(scope => scope?["JobId"]?.ToString() == jobId)?["TraceId"]?.ToString();
            Assert.True(jobId is not null && trace is not null, line.ToJsonString());
            Assert.Contains(trace, traces[jobId]);
        });
    }

    private static IEnumerable<JsonNode> Lines(string output) => output
        .Split('\n', StringSplitOptions.RemoveEmptyEntries)
        .Where(line => !line.StartsWith("---", StringComparison.Ordinal))
        .Select(line => JsonNode.Parse(line)!);

    private RecordedSpan[] Attempts(string jobId) => [.. recorded.Collector.Spans
        .Where(span => span.Name == "aijobs.attempt" && span["aijobs.job.id"] == jobId)
        .OrderBy(span => int.Parse(span["aijobs.attempt.number"]!, CultureInfo.InvariantCulture))];

    private IEnumerable<Telemetry.Otlp.Span> SpansOf(string trace) => recorded.Collector.Spans.Where(span => span.TraceId == trace).Select(span => span.Span);

    private string Describe(string trace) => string.Join('\n', recorded.Collector.Spans.Where(span => span.TraceId == trace).Select(span => span.ToString()));
}
