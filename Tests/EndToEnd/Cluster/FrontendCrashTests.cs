using System.Text.Json.Nodes;
using OrleansAiJobs.Tests.Apps;
using OrleansAiJobs.Tests.EndToEnd.Api;
using OrleansAiJobs.Tests.EndToEnd.Processes;
using OrleansAiJobs.Tests.ScriptedAi;
using Xunit.Abstractions;

namespace OrleansAiJobs.Tests.EndToEnd.Cluster;

/// <summary>A frontend that dies takes its own connections along, and nobody else's time.</summary>
[Collection(OneAtATime.Name)]
public sealed class FrontendCrashTests(SharedCluster cluster, ITestOutputHelper output)
{
    private const int Users = 20;

    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan Before = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan After = TimeSpan.FromSeconds(20);

    private readonly Figures _figures = new(output);

    [Fact]
    [Trait("Suite", "Full")]
    public async Task A_frontend_that_is_killed_stalls_the_feeds_of_the_others_for_less_than_two_seconds()
    {
        var app = await cluster.GetAsync();
        var (doomed, healthy) = (app.Frontends[0], app.Frontends[1]);
        app.Ai.Default = AiReply.Says(new JsonObject { ["summary"] = string.Join(' ', Enumerable.Range(1, 400).Select(number => $"w{number}")) }.ToJsonString()) with
        {
            Chunks = 400,
            ChunkDelay = TimeSpan.FromMilliseconds(100),
        };
        // Every user is watched from both, so that each silo has events for the dead inbox while it has some for the other.
        var watchers = await Task.WhenAll(Enumerable.Range(0, Users).Select(_ => Watcher.StartAsync(doomed, healthy)));
        await Task.Delay(Before, TimeProvider.System);
        var steady = watchers.Max(watcher => watcher.LongestSilence);

        await doomed.Process.KillAsync();
        await Task.Delay(After, TimeProvider.System);

        var stalled = watchers.Max(watcher => watcher.LongestSilence);
        _figures.Write($"Frontend killed while {watchers.Length} users were watched from both: the longest silence of a feed at the other frontend, whose jobs write every 0.1 s, was {stalled.TotalSeconds:F2} s (before the kill {steady.TotalSeconds:F2} s).");
        foreach (var watcher in watchers)
        {
            await watcher.DisposeAsync();
        }

        Assert.True(stalled < Limit, $"A feed was silent for {stalled}.");
    }

    /// <summary>A visitor with one long job, watched from both frontends.</summary>
    private sealed class Watcher : IAsyncDisposable
    {
        private readonly CancellationTokenSource _stop = new();
        private readonly Lock _gate = new();
        private readonly ApiClient _visitor;
        private readonly ApiClient _elsewhere;
        private readonly FeedReader _reader = new();
        private readonly FeedReader _other = new();
        private readonly Task _running;
        private long _heardAt;
        private TimeSpan _longest;

        private Watcher(ApiClient visitor, ApiClient elsewhere)
        {
            (_visitor, _elsewhere) = (visitor, elsewhere);
            _running = Task.WhenAll(
                _reader.ReadAsync(visitor.FollowAsync("/api/ai/events", null, _stop.Token), _ => Heard()),
                _other.ReadAsync(elsewhere.FollowAsync("/api/ai/events", null, _stop.Token), _ => false));
        }

        /// <summary>Between two events, and since the last one.</summary>
        public TimeSpan LongestSilence
        {
            get
            {
                lock (_gate)
                {
                    return TimeSpan.FromTicks(Math.Max(_longest.Ticks, TimeProvider.System.GetElapsedTime(_heardAt).Ticks));
                }
            }
        }

        public static async Task<Watcher> StartAsync(FrontendNode doomed, FrontendNode healthy)
        {
            var visitor = await ApiClient.OpenSessionAsync(healthy.BaseUrl);
            var watcher = new Watcher(visitor, visitor.At(doomed.BaseUrl));
            await Task.WhenAll(watcher._reader.Ready, watcher._other.Ready);
            await visitor.TrySubmitSummaryAsync(Texts.Blog, maxWords: 500);
            return watcher;
        }

        public async ValueTask DisposeAsync()
        {
            await _stop.CancelAsync();
            await _running;
            _visitor.Dispose();
            _elsewhere.Dispose();
            _stop.Dispose();
        }

        private bool Heard()
        {
            lock (_gate)
            {
                // The silence before the job's first words does not count.
                if (_reader.Deltas > 1)
                {
                    _longest = TimeSpan.FromTicks(Math.Max(_longest.Ticks, TimeProvider.System.GetElapsedTime(_heardAt).Ticks));
                }

                _heardAt = TimeProvider.System.GetTimestamp();
                return false;
            }
        }
    }
}
