using System.Collections.Concurrent;
using OrleansAiJobs.Tests.Apps;
using OrleansAiJobs.Tests.EndToEnd.Api;
using OrleansAiJobs.Tests.EndToEnd.Processes;
using OrleansAiJobs.Tests.ScriptedAi;
using Xunit.Abstractions;

namespace OrleansAiJobs.Tests.EndToEnd.Cluster;

/// <summary>A provider with less to give than the cluster wants.</summary>
[Collection(OneAtATime.Name)]
[Trait("Suite", "Full")]
public sealed class ProviderTests(ITestOutputHelper output)
{
    private readonly Figures _figures = new(output);

    [Fact]
    public async Task Four_silos_that_want_ten_times_what_the_provider_allows_learn_to_ask_for_just_that()
    {
        const int Allowed = 10;
        var learning = TimeSpan.FromSeconds(30);
        var measured = TimeSpan.FromSeconds(60);
        await using var app = await ClusterApp.StartAsync(silos: 4);
        using var visitor = await app.VisitAsync();
        var provider = new AllowedRate(Allowed);
        app.Ai.When(_ => provider.Refuses(), Enumerable.Repeat(AiReply.Error(429), 100_000));
        await using var demand = Load.Start(app, visitor, TimeSpan.Zero, 1500);

        await app.Jobs.WaitUntilAsync("for a first call", _ => provider.Calls.Length > 0, ApiClient.Patience);
        var startedAt = TimeProvider.System.GetUtcNow();
        await demand.WhenOverAsync();
        await Task.Delay(startedAt + learning + measured - TimeProvider.System.GetUtcNow(), TimeProvider.System);

        var before = provider.Calls.Where(call => call.At < startedAt + learning).ToArray();
        var after = provider.Calls.Where(call => call.At >= startedAt + learning && call.At < startedAt + learning + measured).ToArray();
        var refused = 100.0 * after.Count(call => call.Refused) / after.Length;
        var used = 100.0 * after.Count(call => !call.Refused) / (Allowed * measured.TotalSeconds);
        _figures.Write($"4 silos with 1,500 jobs, a provider that allows {Allowed} calls a second: in the first {learning.TotalSeconds:F0} s {before.Count(call => call.Refused)} of {before.Length} calls answered 429; in the {measured.TotalSeconds:F0} s after them {after.Count(call => call.Refused)} of {after.Length} ({refused:F1} %), {used:F1} % of what is allowed used.");
        Assert.True(refused < 2, $"{refused:F1} % of the calls were answered 429.");
        Assert.True(used > 90, $"{used:F1} % of what is allowed was used.");
    }

    [Fact]
    public async Task A_provider_that_is_down_for_a_minute_costs_a_handful_of_calls_and_no_job()
    {
        const int Jobs = 200;
        var down = Scale.Seconds(60, 20);
        await using var app = await ClusterApp.StartAsync(silos: 2, frontends: 1, ("Jobs:MaxConcurrentPerSilo", "5"));
        using var visitor = await app.VisitAsync();
        app.Ai.Default = AiReply.Error(503);
        await Load.SubmitAsync(app, visitor, Jobs);
        await app.Jobs.WaitUntilAsync("for the outage to be noticed", _ => app.Ai.TotalCalls >= 5, TimeSpan.FromSeconds(30));

        await Task.Delay(down, TimeProvider.System);
        var failed = app.Ai.TotalCalls;
        app.Ai.Default = new AiReply();
        var rows = await app.Jobs.WaitUntilAllAreTerminalAsync(TimeSpan.FromSeconds(90));

        var spent = rows.Sum(row => row.Attempts.Count(attempt => attempt.ErrorCode is not null) - (row.MaxAttempts - 3));
        _figures.Write($"A provider down for {down.TotalSeconds:F0} s with {Jobs} jobs waiting for 10 slots on 2 silos: {failed} calls failed, {spent} attempts were spent, {rows.Count(row => row.Status == "completed")} jobs completed after it was back.");
        Assert.All(rows, row => Assert.Equal("completed", row.Status));
        // Those that were under way when the fifth in a row failed, and trials at 2, 6, 14, 30 and 60 s.
        Assert.InRange(failed, 5, 10 + 10);
        Assert.InRange(spent, 1, 10);
    }

    /// <summary>A bucket of so many calls that fills as fast each second.</summary>
    private sealed class AllowedRate(int perSecond)
    {
        private readonly ConcurrentQueue<(DateTimeOffset At, bool Refused)> _calls = [];
        private readonly Lock _gate = new();
        private double _left = perSecond;
        private long _filledAt = TimeProvider.System.GetTimestamp();

        public (DateTimeOffset At, bool Refused)[] Calls => [.. _calls];

        public bool Refuses()
        {
            lock (_gate)
            {
                _left = Math.Min(perSecond, _left + (perSecond * TimeProvider.System.GetElapsedTime(_filledAt).TotalSeconds));
                _filledAt = TimeProvider.System.GetTimestamp();
                var refuses = _left < 1;
                _left -= refuses ? 0 : 1;
                _calls.Enqueue((TimeProvider.System.GetUtcNow(), refuses));
                return refuses;
            }
        }
    }
}
