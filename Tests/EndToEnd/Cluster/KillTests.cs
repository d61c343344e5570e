using OrleansAiJobs.Tests.Apps;
using OrleansAiJobs.Tests.EndToEnd.Api;
using OrleansAiJobs.Tests.EndToEnd.Processes;
using OrleansAiJobs.Tests.ScriptedAi;
using Xunit.Abstractions;

namespace OrleansAiJobs.Tests.EndToEnd.Cluster;

/// <summary>kill -9.</summary>
[Collection(OneAtATime.Name)]
public sealed class KillTests(SharedCluster cluster, ITestOutputHelper output)
{
    private readonly Figures _figures = new(output);

    [Fact]
    public async Task The_jobs_of_a_killed_silo_run_again_elsewhere_and_those_of_the_healthy_one_go_on()
    {
        var count = Scale.Of(200, 60);
        var app = await cluster.GetAsync();
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

        var ofDead = before.Where(row => row.IsOwnedBy(app.Silos[0])).Select(row => row.Id).ToHashSet();
        var again = after.Where(row => ofDead.Contains(row.Id)).Select(row => row.Attempts[^1].StartedAt - killedAt).ToArray();
        var healthyTwice = after.Count(row => !ofDead.Contains(row.Id) && row.Attempts.Count > 1);
        _figures.Write($"{count} jobs on {app.Silos.Count} silos, one killed: {ofDead.Count} were in flight on it, {app.Calls - count} calls beyond {count}; run again after {Figures.Percentile(again, 50).TotalSeconds:F1} s p50, {Figures.Percentile(again, 95).TotalSeconds:F1} s p95, {Figures.Percentile(again, 100).TotalSeconds:F1} s at most; jobs of healthy silos run twice: {healthyTwice}.");
        Assert.Equal(ids.Order(StringComparer.Ordinal), after.Select(row => row.Id).Order(StringComparer.Ordinal));
        Assert.All(after, row => Assert.Equal("completed", row.Status));
        Assert.NotEmpty(ofDead);
        Assert.True(Figures.Percentile(again, 95) < TimeSpan.FromSeconds(15) && again.Max() < TimeSpan.FromSeconds(30), app.Silos[1].Output);
        Assert.Equal(0, healthyTwice);
        Assert.Equal(count + ofDead.Count, app.Calls);
    }

    [Fact]
    [Trait("Suite", "Full")]
    public async Task After_all_silos_were_killed_every_job_goes_on_and_an_idle_frontend_delivers_again()
    {
        var count = Scale.Of(200, 60);
        var app = await cluster.GetAsync();
        using var visitor = await app.VisitAsync();
        var gate = new Gate();
        app.Ai.Default = new AiReply { FinishGate = gate };
        var ids = await Load.SubmitAsync(app, visitor, count);
        await app.Jobs.WaitUntilAsync(
            "for every job to run", rows => rows.Count(row => row.Status == "processing") == count, TimeSpan.FromSeconds(30));

        await Task.WhenAll(app.Silos.Select(silo => silo.Process.KillAsync()));
        gate.Open();
        var startedAt = TimeProvider.System.GetUtcNow();
        await Task.WhenAll(app.Silos.Select(silo => silo.StartAsync()));
        var after = await app.Jobs.WaitUntilAllAreTerminalAsync(TimeSpan.FromSeconds(60));
        using var idle = visitor.At(app.Frontends[1].BaseUrl);
        var (jobs, slowest, last) = await SubmitUntilLiveAsync(visitor, idle);
        var liveAt = TimeProvider.System.GetUtcNow() - startedAt;

        var again = after.Select(row => row.Attempts[^1].StartedAt - startedAt).ToArray();
        _figures.Write($"{count} jobs, all silos killed and started again: every job went on within {again.Max().TotalSeconds:F1} s of the start ({Figures.Percentile(again, 50).TotalSeconds:F1} s p50); an idle frontend was live again after {liveAt.TotalSeconds:F1} s at most ({jobs} jobs, the slowest event {slowest.TotalSeconds:F1} s, the last {last.TotalSeconds:F1} s after the submit).");
        Assert.Equal(ids.Order(StringComparer.Ordinal), after.Select(row => row.Id).Order(StringComparer.Ordinal));
        Assert.All(after, row => Assert.Equal("completed", row.Status));
        Assert.True(again.Max() < TimeSpan.FromSeconds(30), string.Join('\n', after.Take(5)));
    }

    /// <summary>Jobs one after another until the end of one is seen at once: a frontend whose inbox is dead sees it only with the next renewal of its lease.</summary>
    private static async Task<(int Jobs, TimeSpan Slowest, TimeSpan Last)> SubmitUntilLiveAsync(ApiClient here, ApiClient there)
    {
        var atOnce = TimeSpan.FromSeconds(2);
        var slowest = TimeSpan.Zero;
        for (var jobs = 1; ; jobs++)
        {
            var submittedAt = 0L;
            var id = "";
            await foreach (var e in there.FollowAsync("/api/ai/events"))
            {
                if (e.Type == "ready")
                {
                    submittedAt = TimeProvider.System.GetTimestamp();
                    id = await here.SubmitTitlesAsync(Texts.Blog);
                }
                else if (e.Type == "job" && e.Data["id"]!.GetValue<string>() == id && e.Data["terminal"]!.GetValue<bool>())
                {
                    break;
                }
            }

            var took = TimeProvider.System.GetElapsedTime(submittedAt);
            slowest = took > slowest ? took : slowest;
            if (took < atOnce)
            {
                return (jobs, slowest, took);
            }
        }
    }
}
