using OrleansAiJobs.Tests.Apps;
using OrleansAiJobs.Tests.EndToEnd.Api;
using OrleansAiJobs.Tests.EndToEnd.Processes;
using OrleansAiJobs.Tests.ScriptedAi;
using Xunit.Abstractions;

namespace OrleansAiJobs.Tests.EndToEnd.Cluster;

/// <summary>A killed silo takes the feeds of some users along, and nothing tells their frontends.</summary>
[Collection(OneAtATime.Name)]
public sealed class FeedsOfDeadSiloTests(SharedCluster cluster, ITestOutputHelper output)
{
    /// <summary>From the last job's end to the last page that knows; a lease is renewed every 30 s.</summary>
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(12);

    private readonly Figures _figures = new(output);

    private static int Visitors => Scale.Of(60, 15);

    [Fact]
    [Trait("Suite", "Full")]
    public async Task Pages_hear_of_their_jobs_soon_after_a_silo_was_killed_also_those_whose_feed_was_there()
    {
        var app = await cluster.GetAsync();
        app.Ai.Default = new AiReply { Delay = TimeSpan.FromSeconds(4) };
        var visitors = await Task.WhenAll(Enumerable.Range(0, Visitors).Select(_ => app.VisitAsync()));
        var readers = visitors.Select(_ => new FeedReader()).ToArray();
        var reading = visitors.Zip(readers, (visitor, reader) =>
            reader.ReadAsync(visitor.FollowAsync("/api/ai/events"), feed => feed.Jobs.Count > 0 && feed.AllTerminal)).ToArray();
        await Task.WhenAll(readers.Select(reader => reader.Ready));
        await Task.WhenAll(visitors.Select(SubmitAsync));

        await app.Silos[0].Process.KillAsync();
        var rows = await app.Jobs.WaitUntilAllAreTerminalAsync(TimeSpan.FromSeconds(60));
        var ended = TimeProvider.System.GetTimestamp();
        await Task.WhenAll(reading);

        var late = TimeProvider.System.GetElapsedTime(ended);
        _figures.Write($"Silo killed while {Visitors} pages were open: the last of them knew {late.TotalSeconds:F1} s after the last job had ended.");
        Assert.All(rows, row => Assert.Equal("completed", row.Status));
        Assert.All(readers, reader => Assert.True(reader.AllTerminal && reader.Jobs.Count > 0));
        Assert.True(late < Limit, $"The last page knew {late} after the last job had ended.");
        foreach (var visitor in visitors)
        {
            visitor.Dispose();
        }
    }

    /// <summary>Sends it again after a 503, as a person would.</summary>
    private static async Task SubmitAsync(ApiClient visitor)
    {
        while (await visitor.TrySubmitSummaryAsync(Texts.Blog, maxWords: 100) is null)
        {
        }
    }
}
