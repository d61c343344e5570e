using System.Net;
using OrleansAiJobs.Tests.Apps;
using OrleansAiJobs.Tests.EndToEnd.Api;
using OrleansAiJobs.Tests.EndToEnd.Processes;
using OrleansAiJobs.Tests.ScriptedAi;
using Xunit.Abstractions;

namespace OrleansAiJobs.Tests.EndToEnd.Cluster;

/// <summary>Nobody pays for what nobody wants any more.</summary>
[Collection(OneAtATime.Name)]
public sealed class CancelTests(SharedCluster cluster, ITestOutputHelper output)
{
    private readonly Figures _figures = new(output);

    [Fact]
    public async Task Cancelling_through_any_frontend_closes_the_connection_to_the_provider_wherever_the_job_runs()
    {
        var count = Scale.Of(100, 40);
        var app = await cluster.GetAsync();
        using var visitor = await app.VisitAsync();
        using var elsewhere = visitor.At(app.Frontends[1].BaseUrl);
        app.Ai.Default = AiReply.Hang();
        var before = app.Ai.TotalCalls;
        var ids = await Load.SubmitAsync(app, visitor, count);
        using var patience = new CancellationTokenSource(ApiClient.Patience);
        var calls = (await app.Ai.WaitForRequestsAsync(before + count, patience.Token)).Skip(before).ToArray();
        var running = await app.Jobs.WaitUntilAsync(
            "for every job to run", rows => rows.Count(row => row.Status == "processing") == count, TimeSpan.FromSeconds(30));

        List<DateTimeOffset> askedAt = [];
        foreach (var (index, id) in ids.Index())
        {
            askedAt.Add(TimeProvider.System.GetUtcNow());
            var answer = await (index % 2 == 0 ? visitor : elsewhere).SendAsync(HttpMethod.Post, $"/api/ai/job/{id}/cancel");
            Assert.Equal((HttpStatusCode.Accepted, "cancelled"), (answer.Status, answer.Body!["status"]!.GetValue<string>()));
        }

        var closedAt = (await Task.WhenAll(calls.Select(call => call.Aborted.WaitAsync(patience.Token)))).Order().ToArray();

        // One cancel follows the other, so the connections close in that order, or sooner.
        var took = closedAt.Zip(askedAt, (closed, asked) => closed - asked).ToArray();
        var silos = running.Select(row => row.Owner).Distinct(StringComparer.Ordinal).Count();
        _figures.Write($"{count} running jobs on {silos} silos cancelled through 2 frontends: the provider saw its connections close {Figures.Percentile(took, 50).TotalMilliseconds:F0} ms p50, {Figures.Percentile(took, 95).TotalMilliseconds:F0} ms p95 after the cancel was sent.");
        Assert.True(silos > 1);
        Assert.True(Figures.Percentile(took, 95) < TimeSpan.FromSeconds(1), $"p95 was {Figures.Percentile(took, 95)}.");
        Assert.All(await app.Jobs.ReadAsync(), row => Assert.Equal("cancelled", row.Status));
    }
}
