using OrleansAiJobs.Tests.Apps;
using OrleansAiJobs.Tests.EndToEnd.Processes;
using OrleansAiJobs.Tests.ScriptedAi;
using Xunit.Abstractions;

namespace OrleansAiJobs.Tests.EndToEnd.Cluster;

/// <summary>Silos that die, or stand still, while others go on.</summary>
[Collection(OneAtATime.Name)]
public sealed class ChaosTests(SharedCluster cluster, ITestOutputHelper output)
{
    private readonly Figures _figures = new(output);

    [Fact]
    [Trait("Suite", "Full")]
    public Task Every_job_is_completed_with_one_result_by_one_call() => RunAsync(kills: false);

    [Fact]
    [Trait("Suite", "Full")]
    public Task Every_job_is_completed_with_one_result_also_while_silos_are_killed() => RunAsync(kills: true);

    private async Task RunAsync(bool kills)
    {
        var count = Scale.Of(1000, kills ? 60 : 40);
        var random = new Random(17);
        var app = await cluster.GetAsync();
        using var visitor = await app.VisitAsync();
        app.Ai.Enqueue(Enumerable.Range(0, count * 3).Select(_ => new AiReply { Delay = TimeSpan.FromSeconds(1 + (2 * random.NextDouble())) }));
        await using var load = Load.Start(app, visitor, Scale.Seconds(0.06, 0.1), count);
        List<int> inFlight = [];

        for (var round = 0; kills && !load.WhenOverAsync().IsCompleted; round++)
        {
            await Task.WhenAny(load.WhenOverAsync(), Task.Delay(Scale.Seconds(15, 5), TimeProvider.System));
            var silo = app.Silos[random.Next(app.Silos.Count)];
            await silo.Process.KillAsync();
            inFlight.Add((await app.Jobs.ReadAsync()).Count(row => row.Status == "processing" && row.IsOwnedBy(silo)));
            await silo.StartAsync();
        }

        await load.WhenOverAsync();
        var rows = await app.Jobs.WaitUntilAllAreTerminalAsync(TimeSpan.FromSeconds(90));

        var beyond = app.Calls - rows.Count;
        _figures.Write($"Chaos: {rows.Count} jobs over 3 silos, {inFlight.Count} killed at random: {rows.Count(row => row.Status == "completed")} completed, {rows.Count(row => row.Result is null)} without a result, {load.Refusals.Count} submits answered 503; {beyond} calls beyond the jobs, in flight at the kills: {inFlight.Sum()} ({string.Join(", ", inFlight)}).");
        Assert.All(load.Accepted, id => Assert.Contains(rows, row => row.Id == id));
        Assert.All(rows, row => Assert.True(row is { Status: "completed", Result: not null }, row.ToString()));
        Assert.All(rows, row => Assert.Single(row.Attempts, attempt => attempt.ErrorCode is null));
        Assert.True(beyond <= inFlight.Sum(), $"{beyond} calls beyond, {inFlight.Sum()} in flight at the kills.");
    }

    [Fact]
    [Trait("Suite", "Full")]
    public async Task A_frozen_silo_loses_its_jobs_and_its_late_writes_are_refused()
    {
        var count = Scale.Of(200, 60);
        var frozen = Scale.Seconds(60, 16);
        var app = await cluster.GetAsync();
        using var visitor = await app.VisitAsync();
        var gate = new Gate();
        app.Ai.Default = new AiReply { FinishGate = gate };
        var ids = await Load.SubmitAsync(app, visitor, count);
        var before = await app.Jobs.WaitUntilAsync(
            "for every job to run", rows => rows.Count(row => row.Status == "processing") == count, TimeSpan.FromSeconds(30));

        await app.Silos[0].Process.FreezeAsync();
        var frozenAt = TimeProvider.System.GetUtcNow();
        // Now its answers come, too, and wait in its sockets.
        gate.Open();
        var thawing = Task.Delay(frozen, TimeProvider.System);
        var taken = await app.Jobs.WaitUntilAllAreTerminalAsync(TimeSpan.FromSeconds(60));
        await thawing;
        await app.Silos[0].Process.ThawAsync();
        await app.Silos[0].Process.WaitForExitAsync();
        var after = await app.Jobs.ReadAsync();

        var ofFrozen = before.Where(row => row.IsOwnedBy(app.Silos[0])).Select(row => row.Id).ToHashSet();
        var again = taken.Where(row => ofFrozen.Contains(row.Id)).Select(row => row.Attempts[^1].StartedAt - frozenAt).ToArray();
        var healthyTwice = taken.Count(row => !ofFrozen.Contains(row.Id) && row.Attempts.Count > 1);
        _figures.Write($"One of 3 silos frozen for {frozen.TotalSeconds:F0} s with {ofFrozen.Count} of {count} jobs: taken over after {Figures.Percentile(again, 50).TotalSeconds:F1} s p50, {Figures.Percentile(again, 100).TotalSeconds:F1} s at most; revived it changed {taken.Zip(after).Count(pair => pair.First.ETag != pair.Second.ETag)} rows and ended with exit code {app.Silos[0].Process.ExitCode}; jobs of healthy silos run twice: {healthyTwice}.");
        Assert.NotEmpty(ofFrozen);
        Assert.Equal(ids.Order(StringComparer.Ordinal), taken.Select(row => row.Id).Order(StringComparer.Ordinal));
        Assert.All(taken, row => Assert.Equal("completed", row.Status));
        Assert.Equal(taken.Select(row => row.ETag), after.Select(row => row.ETag));
        Assert.All(after, row => Assert.Single(row.Attempts, attempt => attempt.ErrorCode is null));
    }
}
