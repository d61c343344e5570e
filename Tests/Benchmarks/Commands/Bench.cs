using OrleansAiJobs.Tests.Benchmarks.FakeAi;
using OrleansAiJobs.Tests.Benchmarks.Jobs;
using OrleansAiJobs.Tests.Benchmarks.Sites;
using OrleansAiJobs.Tests.Benchmarks.Visits;

namespace OrleansAiJobs.Tests.Benchmarks.Commands;

/// <summary>What one run works with: a website that has just been started, its AI, and its visitors.</summary>
internal sealed class Bench : IAsyncDisposable
{
    private Bench(JobLedger ledger, FakeAiServer ai, Site site, int contentCharacters)
    {
        Ledger = ledger;
        Ai = ai;
        Site = site;
        Client = new VisitorClient(ledger, contentCharacters);
        Reader = new JobFeedReader(ledger);
    }

    public JobLedger Ledger { get; }

    public FakeAiServer Ai { get; }

    public Site Site { get; }

    public VisitorClient Client { get; }

    /// <summary>Reads what feeds tell.</summary>
    public JobFeedReader Reader { get; }

    /// <param name="choice">Which processes.</param>
    /// <param name="settings">Theirs, by key; those of the command line come on top.</param>
    /// <param name="pace">How long the AI takes.</param>
    /// <param name="contentCharacters">How long the texts are.</param>
    public static async Task<Bench> StartAsync(
        SiteChoice choice, IReadOnlyDictionary<string, string> settings, AnswerPace pace, int contentCharacters)
    {
        var ledger = new JobLedger();
        var ai = await FakeAiServer.StartAsync(ledger, pace);
        try
        {
            var all = new Dictionary<string, string>(settings) { ["Ai:BaseUrl"] = ai.BaseUrl, ["Ai:ApiKey"] = "a-key" };
            foreach (var (key, value) in choice.Settings)
            {
                all[key] = value;
            }

            return new Bench(ledger, ai, await Site.StartAsync(choice, all), contentCharacters);
        }
        catch
        {
            await ai.DisposeAsync();
            throw;
        }
    }

    public Task<IReadOnlyList<Visitor>> OpenSessionsAsync(int count, CancellationToken cancellationToken) =>
        Client.OpenSessionsAsync(Site.Frontends, count, cancellationToken);

    public Usage ReadUsage() => Usage.Read(Site.Processes);

    /// <summary>Before the end of the run.</summary>
    public ValueTask StopSiteAsync() => Site.DisposeAsync();

    public async ValueTask DisposeAsync()
    {
        await Site.DisposeAsync();
        await Ai.DisposeAsync();
        Client.Dispose();
    }
}
