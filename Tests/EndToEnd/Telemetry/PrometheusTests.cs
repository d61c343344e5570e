using System.Globalization;
using System.Net;

namespace OrleansAiJobs.Tests.EndToEnd.Telemetry;

/// <summary>The metrics as Prometheus reads them.</summary>
[Collection(AllOnOneApp.Name)]
public sealed class PrometheusTests(SharedApp shared)
{
    [Fact]
    public async Task Metrics_are_read_at_a_port_of_their_own_and_at_no_other()
    {
        using var visitor = await shared.VisitAsync();
        await visitor.FollowToTheEndAsync(await visitor.SubmitTitlesAsync(Texts.Blog));
        using var http = new HttpClient();

        var metrics = await http.GetStringAsync(string.Create(CultureInfo.InvariantCulture, $"http://localhost:{shared.MetricsPort}/metrics"));
        using var atTheFrontDoor = await http.GetAsync(new Uri(shared.App.BaseUrl, "/metrics"));

        string[] ours =
        [
            "aijobs_job_accepted", "aijobs_job_finished", "aijobs_queue_wait", "aijobs_attempt_duration", "aijobs_attempt_time_to_first_token", "aijobs_tokens",
            "aijobs_commit_rows", "aijobs_feed_open", "aijobs_slots_used",
        ];
        Assert.All(ours, name => Assert.Contains($"# TYPE {name}", metrics, StringComparison.Ordinal));
        Assert.Contains("aijobs_job_outcome=\"completed\"", metrics, StringComparison.Ordinal);
        Assert.Contains("aijobs_job_type=\"titles\"", metrics, StringComparison.Ordinal);
        Assert.DoesNotContain("Community gardens", metrics, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, atTheFrontDoor.StatusCode);
    }
}
