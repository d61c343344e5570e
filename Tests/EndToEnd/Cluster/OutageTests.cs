using System.Net;
using OrleansAiJobs.Tests.Apps;
using OrleansAiJobs.Tests.EndToEnd.Api;
using OrleansAiJobs.Tests.EndToEnd.Processes;
using OrleansAiJobs.Tests.ScriptedAi;
using Xunit.Abstractions;

namespace OrleansAiJobs.Tests.EndToEnd.Cluster;

/// <summary>The servers behind the silos go away and come back.</summary>
[Collection(OneAtATime.Name)]
public sealed class OutageTests(SharedCluster cluster, ITestOutputHelper output)
{
    private static readonly TimeSpan SubmitPause = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan AnswerLimit = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan EndLimit = TimeSpan.FromSeconds(60);

    private readonly Figures _figures = new(output);

    private static TimeSpan Outage => Scale.Seconds(20, 4);

    [Fact]
    public async Task While_Postgres_is_away_submits_get_503_in_time_and_nothing_accepted_is_lost()
    {
        var app = await cluster.GetAsync();
        using var visitor = await app.VisitAsync();
        await using var load = await StartLoadAsync(app, visitor);

        await app.Postgres.CrashAsync();
        await Task.Delay(Outage, TimeProvider.System);
        await app.Postgres.StartAgainAsync();
        var startedAt = TimeProvider.System.GetUtcNow();
        await WaitUntilAcceptedAsync(app, load);
        var acceptedAgain = TimeProvider.System.GetUtcNow() - startedAt;

        var rows = await EndAsync(app, load);
        _figures.Write($"Postgres stopped for {Outage.TotalSeconds:F0} s under load: {Describe(app, load, rows)}; submits were accepted again after {acceptedAgain.TotalSeconds:F1} s.");
        Assert.NotEmpty(load.Refusals);
        AssertAllEndedWell(app, load, rows);
    }

    [Fact]
    public async Task While_Redis_is_away_the_silos_stay_and_nothing_accepted_is_lost()
    {
        var app = await cluster.GetAsync();
        using var visitor = await app.VisitAsync();
        await using var load = await StartLoadAsync(app, visitor);

        await app.Redis.StopAsync();
        await Task.Delay(Outage, TimeProvider.System);
        await app.Redis.StartAgainAsync();
        await WaitUntilAcceptedAsync(app, load);

        var rows = await EndAsync(app, load);
        _figures.Write($"Redis stopped for {Outage.TotalSeconds:F0} s under load: {Describe(app, load, rows)}.");
        Assert.All(app.Silos, silo => Assert.False(silo.Process.HasExited, silo.Output));
        AssertAllEndedWell(app, load, rows);
    }

    [Fact]
    [Trait("Suite", "Full")]
    public async Task When_Redis_is_emptied_every_silo_says_so_and_stops_and_started_again_everything_goes_on()
    {
        var app = await cluster.GetAsync();
        using var visitor = await app.VisitAsync();
        await using var load = await StartLoadAsync(app, visitor);

        await app.Redis.FlushAllAsync();
        var flushedAt = TimeProvider.System.GetUtcNow();
        await Task.WhenAll(app.Silos.Select(silo => silo.Process.WaitForExitAsync()));
        var gone = TimeProvider.System.GetUtcNow() - flushedAt;
        var exits = app.Silos.Select(silo => silo.Process.ExitCode).ToArray();
        await Task.WhenAll(app.Silos.Select(silo => silo.StartAsync()));
        await app.WaitUntilReadyAsync();
        await WaitUntilAcceptedAsync(app, load);

        var rows = await EndAsync(app, load);
        _figures.Write($"Redis emptied under load: all silos had stopped after {gone.TotalSeconds:F1} s (exit codes {string.Join(", ", exits)}); started again: {Describe(app, load, rows)}.");
        Assert.All(exits, code => Assert.NotEqual(0, code));
        Assert.All(app.Silos, silo => Assert.Contains("is no longer in the membership table", silo.Output, StringComparison.Ordinal));
        AssertAllEndedWell(app, load, rows);
    }

    private static async Task<Load> StartLoadAsync(ClusterApp app, ApiClient visitor)
    {
        app.Ai.Default = new AiReply { Delay = TimeSpan.FromSeconds(1) };
        var load = Load.Start(app, visitor, SubmitPause);
        using var patience = new CancellationTokenSource(ApiClient.Patience);
        await app.Ai.WaitForRequestsAsync(20, patience.Token);
        return load;
    }

    /// <summary>Waits for jobs that were submitted from now on.</summary>
    private static async Task WaitUntilAcceptedAsync(ClusterApp app, Load load)
    {
        var before = load.Accepted.Count;
        await app.Jobs.WaitUntilAsync("for submits to be accepted", _ => load.Accepted.Count > before + 5, EndLimit);
    }

    private static async Task<IReadOnlyList<JobTableRow>> EndAsync(ClusterApp app, Load load)
    {
        await load.StopAsync();
        return await app.Jobs.WaitUntilAllAreTerminalAsync(EndLimit);
    }

    private static FormattableString Describe(ClusterApp app, Load load, IReadOnlyList<JobTableRow> rows) =>
        $"{load.Accepted.Count} submits accepted, {load.Refusals.Count} answered 503 (within {Figures.Percentile(load.Refusals.Select(refusal => refusal.Took), 100).TotalSeconds:F2} s), {rows.Count} rows, {rows.Count(row => row.Status == "completed")} completed, {rows.Count(row => row.Attempts.Count > 1)} run again, {app.Calls - rows.Count} calls beyond";

    private static void AssertAllEndedWell(ClusterApp app, Load load, IReadOnlyList<JobTableRow> rows)
    {
        var ids = rows.Select(row => row.Id).ToHashSet(StringComparer.Ordinal);
        Assert.All(load.Accepted, id => Assert.Contains(id, ids));
        Assert.All(rows, row => Assert.Equal("completed", row.Status));
        Assert.All(rows, row => Assert.All(row.Attempts, attempt => Assert.True(attempt.ErrorCode is null or "interrupted", row.ToString())));
        Assert.All(load.Refusals, refusal => Assert.True(
            refusal.Status is HttpStatusCode.ServiceUnavailable && refusal.HasRetryAfter && refusal.Took < AnswerLimit, $"{refusal}\n{app.Frontends[0].Output}"));
    }
}
