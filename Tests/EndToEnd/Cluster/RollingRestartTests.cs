using System.Net;
using OrleansAiJobs.Tests.Apps;
using OrleansAiJobs.Tests.EndToEnd.Processes;
using OrleansAiJobs.Tests.ScriptedAi;
using Xunit.Abstractions;

namespace OrleansAiJobs.Tests.EndToEnd.Cluster;

/// <summary>SIGTERM, one process after another, as a deployment does it.</summary>
[Collection(OneAtATime.Name)]
public sealed class RollingRestartTests(SharedCluster cluster, ITestOutputHelper output)
{
    private static readonly TimeSpan FeedPatience = TimeSpan.FromSeconds(40);

    private readonly Figures _figures = new(output);

    [Fact]
    public async Task A_rolling_restart_under_load_fails_no_job_spends_no_attempt_and_the_feed_ends_with_the_truth()
    {
        var app = await cluster.GetAsync();
        using var visitor = await app.VisitAsync();
        app.Ai.Default = new AiReply { Delay = TimeSpan.FromSeconds(1) };
        await using var follower = Follower.Start(app, visitor);
        await using var load = Load.Start(app, visitor, Scale.Seconds(0.05, 0.1));
        await app.Jobs.WaitUntilAsync("for a first job to be completed", rows => rows.Any(row => row.Status == "completed"), TimeSpan.FromSeconds(30));
        List<TimeSpan> stops = [];

        ClusterNode[] nodes = [.. app.Silos.Take(Scale.Of(3, 1)), .. app.Frontends.Take(Scale.Of(2, 1))];
        foreach (var node in nodes)
        {
            var stoppedAt = TimeProvider.System.GetTimestamp();
            await node.Process.TerminateAsync();
            stops.Add(TimeProvider.System.GetElapsedTime(stoppedAt));
            Assert.True(node.Process.ExitCode == 0, node.Output);
            await node.StartAsync();
            await app.WaitUntilReadyAsync();
        }

        await load.StopAsync();
        var rows = await app.Jobs.WaitUntilAllAreTerminalAsync(TimeSpan.FromSeconds(60));
        var told = await app.Jobs.WaitUntilAsync("for the feed to show the truth", _ => Unseen(rows, follower).Length == 0, FeedPatience);

        var interrupted = rows.Count(row => row.Attempts.Any(attempt => attempt.ErrorCode == "interrupted"));
        var spent = rows.Count(row => row.Attempts.Any(attempt => attempt.ErrorCode is not (null or "interrupted")));
        var cut = load.Refusals.Count(refusal => refusal.Status is null);
        var unavailable = load.Refusals.Count(refusal => refusal.Status is HttpStatusCode.ServiceUnavailable);
        _figures.Write($"Rolling restart of {nodes.OfType<SiloNode>().Count()} silos and {nodes.OfType<FrontendNode>().Count()} frontends: {told.Count} jobs, {rows.Count(row => row.Status != "completed")} not completed, {spent} attempts spent, {interrupted} interrupted, {app.Calls - rows.Count} calls beyond; submits answered 503: {unavailable}, not answered: {cut}; a stop took {stops.Max().TotalSeconds:F1} s at most; the feed was cut {follower.Reconnects} times, began anew {follower.Resets} times, and ended with the truth.");
        Assert.All(load.Accepted, id => Assert.Contains(rows, row => row.Id == id));
        Assert.All(rows, row => Assert.Equal("completed", row.Status));
        Assert.Equal(0, spent);
        // Every call takes a second, and the drain has 20.
        Assert.Equal(0, interrupted);
        Assert.Equal(rows.Count, app.Calls);
        Assert.All(load.Refusals, refusal => Assert.True(refusal.Status is null || (refusal.Status is HttpStatusCode.ServiceUnavailable && refusal.HasRetryAfter), refusal.ToString()));
    }

    private static JobTableRow[] Unseen(IReadOnlyList<JobTableRow> rows, Follower follower)
    {
        var seen = follower.Jobs;
        return [.. rows.Where(row => !seen.TryGetValue(row.Id, out var job) || job != (row.Version, row.Status))];
    }
}
