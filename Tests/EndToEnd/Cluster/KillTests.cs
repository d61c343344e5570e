using OrleansAiJobs.Tests.EndToEnd.Processes;
using OrleansAiJobs.Tests.ScriptedAi;
using Xunit.Abstractions;

namespace OrleansAiJobs.Tests.EndToEnd.Cluster;

/// <summary>kill -9.</summary>
public sealed class KillTests(ITestOutputHelper output)
{
    private readonly Figures _figures = new(output);

    [Fact]
    public async Task The_jobs_of_a_killed_silo_run_again_elsewhere_and_those_of_the_healthy_one_go_on()
    {
        var count = Scale.Of(200, 60);
        await using var app = await ClusterApp.StartAsync(silos: 2, frontends: 2);
        using var visitor = await app.VisitAsync();
        // None ends before the kill, so that each silo's share is known.
        var gate = new Gate();
        app.Ai.Default = new AiReply { Delay = Scale.Seconds(3, 2), FinishGate = gate };
        var ids = await Load.SubmitAsync(app, visitor, count);
        var before = await app.Jobs.WaitUntilAsync(
            "for every job to run", rows => rows.Count(row => row.Status == "processing") == count, TimeSpan.FromSeconds(30));

        await app.Silos[0].Process.KillAsync();
        var killedAt = TimeProvider.System.GetUtcNow();
        gate.Open();
        var after = await app.Jobs.WaitUntilAllAreTerminalAsync(TimeSpan.FromSeconds(60));

        var ofDead = before.Where(row => row.Owner!.StartsWith(app.Silos[0].OwnerPrefix, StringComparison.Ordinal)).Select(row => row.Id).ToHashSet();
        var again = after.Where(row => ofDead.Contains(row.Id)).Select(row => row.Attempts[^1].StartedAt - killedAt).ToArray();
        var healthyTwice = after.Count(row => !ofDead.Contains(row.Id) && row.Attempts.Count > 1);
        _figures.Write($"{count} jobs on 2 silos, one killed: {ofDead.Count} were in flight on it, {app.Ai.TotalCalls - count} calls beyond {count}; run again after {Figures.Percentile(again, 50).TotalSeconds:F1} s p50, {Figures.Percentile(again, 95).TotalSeconds:F1} s p95, {Figures.Percentile(again, 100).TotalSeconds:F1} s at most; jobs of the healthy silo run twice: {healthyTwice}.");
        Assert.Equal(ids.Order(StringComparer.Ordinal), after.Select(row => row.Id).Order(StringComparer.Ordinal));
        Assert.All(after, row => Assert.Equal("completed", row.Status));
        Assert.NotEmpty(ofDead);
        Assert.True(Figures.Percentile(again, 95) < TimeSpan.FromSeconds(15) && again.Max() < TimeSpan.FromSeconds(30), app.Silos[1].Output);
        Assert.Equal(0, healthyTwice);
        Assert.Equal(count + ofDead.Count, app.Ai.TotalCalls);
    }
}
