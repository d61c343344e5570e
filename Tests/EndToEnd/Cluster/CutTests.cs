using System.Text.Json.Nodes;
using OrleansAiJobs.Tests.Apps;
using OrleansAiJobs.Tests.EndToEnd.Api;
using OrleansAiJobs.Tests.EndToEnd.Processes;
using OrleansAiJobs.Tests.ScriptedAi;
using OrleansAiJobs.Tests.Servers;
using Xunit.Abstractions;

namespace OrleansAiJobs.Tests.EndToEnd.Cluster;

/// <summary>However and wherever a feed is cut, whoever follows it ends with the truth.</summary>
[Collection(OneAtATime.Name)]
public sealed class CutTests(SharedCluster cluster, ITestOutputHelper output)
{
    private const int Clients = 4;
    private static readonly TimeSpan EndLimit = TimeSpan.FromSeconds(60);

    private readonly Figures _figures = new(output);

    private static int Jobs => Scale.Of(50, 16);

    private static int Cuts => Scale.Of(100, 40);

    [Fact]
    [Trait("Suite", "Full")]
    public Task Cut_at_random_while_a_silo_is_killed_every_client_ends_with_the_truth() => RunAsync(Trouble.SiloKilled);

    [Theory]
    [InlineData(Trouble.None)]
    [InlineData(Trouble.HistoryDeactivated)]
    [Trait("Suite", "Full")]
    public Task Cut_at_random_and_switched_between_frontends_every_client_ends_with_the_truth(Trouble trouble) => RunAsync(trouble);

    private async Task RunAsync(Trouble trouble)
    {
        var app = await cluster.GetAsync();
        using var visitor = await app.VisitAsync();
        var summary = string.Join(' ', Enumerable.Range(1, 60).Select(number => $"Sentence {number} ends here — 🎉."));
        app.Ai.Default = AiReply.Says(new JsonObject { ["summary"] = summary }.ToJsonString()) with { Chunks = 60, ChunkDelay = TimeSpan.FromMilliseconds(50) };
        var clients = Enumerable.Range(0, Clients).Select(number => CutClient.Start(visitor, Rotated(app, number), bySocket: number == Clients - 1)).ToArray();
        await Task.WhenAll(clients.Select(client => client.Reader.Ready));

        var submitting = SubmitAsync(visitor);
        await CutAsync(app, visitor, clients, trouble);
        await submitting;
        await app.HealAsync();
        var rows = await app.Jobs.WaitUntilAllAreTerminalAsync(EndLimit);
        await app.Jobs.WaitUntilAsync("for every client to hold every end", _ => clients.All(client => HoldsEveryEnd(client, rows.Count)), EndLimit);
        foreach (var client in clients)
        {
            await client.DisposeAsync();
        }

        _figures.Write($"Feeds of {Clients} clients, {rows.Count} jobs that stream text, {clients.Sum(client => client.Cuts)} connections cut ({trouble}): {clients.Sum(client => client.Connections)} connections, {clients.Sum(client => client.Reader.Resets)} began anew, {clients.Sum(client => client.Reader.Deltas)} pieces of text; all ended with the truth.");
        Assert.All(rows, row => Assert.Equal("completed", row.Status));
        var truths = await Task.WhenAll(app.Frontends.Select(frontend => TruthAsync(visitor, frontend)));
        Assert.All(clients, client => Assert.All(truths, truth => Assert.Equal(truth, client.Reader.Settled())));
        Assert.All(clients, client => Assert.All(client.Reader.Texts.Values, text => Assert.StartsWith(text.Text, summary, StringComparison.Ordinal)));
        Assert.All(clients, client => Assert.NotEqual(0, client.Reader.Deltas));
    }

    private static bool HoldsEveryEnd(CutClient client, int jobs)
    {
        client.Check();
        return client.Reader.Jobs.Count == jobs && client.Reader.AllTerminal;
    }

    private static IEnumerable<Uri> Rotated(ClusterApp app, int by) =>
        app.Frontends.Skip(by % app.Frontends.Count).Concat(app.Frontends.Take(by % app.Frontends.Count)).Select(frontend => frontend.BaseUrl);

    private static async Task SubmitAsync(ApiClient visitor)
    {
        for (var number = 0; number < Jobs; number++)
        {
            // While a silo dies a submit may be answered 503: it is sent again, as a person would.
            while (await visitor.TrySubmitSummaryAsync($"Text {number}. {Texts.Blog}", maxWords: 500) is null)
            {
            }

            await Task.Delay(TimeSpan.FromMilliseconds(100), TimeProvider.System);
        }
    }

    private static async Task CutAsync(ClusterApp app, ApiClient visitor, CutClient[] clients, Trouble trouble)
    {
        var random = new Random(7);
        await using var grains = await ClusterGrains.ConnectAsync(app);
        var userId = await visitor.UserIdAsync();
        var deactivations = 0;
        for (var turn = 0; clients.Sum(client => client.Cuts) < Cuts; turn++)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(random.Next(20, 150)), TimeProvider.System);
            clients[random.Next(clients.Length)].Cut((CutKind)random.Next(3));
            if (trouble == Trouble.HistoryDeactivated && turn % 10 == 5)
            {
                deactivations += await grains.TryDeactivateHistoryAsync(userId) ? 1 : 0;
            }

            if (trouble == Trouble.SiloKilled && turn == 15)
            {
                await app.Silos[0].Process.KillAsync();
            }
        }

        Assert.True(deactivations > 0 || trouble != Trouble.HistoryDeactivated, "The user's grain could not be reached once.");
    }

    /// <summary>The user's whole history as one frontend tells it.</summary>
    private static async Task<string> TruthAsync(ApiClient visitor, FrontendNode frontend)
    {
        using var client = visitor.At(frontend.BaseUrl);
        var page = await client.GetAsync("/api/ai/history?limit=100");
        return string.Join('\n', page["items"]!.AsArray().OrderBy(job => job!["id"]!.GetValue<string>(), StringComparer.Ordinal).Select(job => FeedReader.Settle(job!)));
    }
}
