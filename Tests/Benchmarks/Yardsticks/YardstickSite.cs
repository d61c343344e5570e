using System.Text.RegularExpressions;
using OrleansAiJobs.Tests.Benchmarks.FakeAi;
using OrleansAiJobs.Tests.Benchmarks.Jobs;
using OrleansAiJobs.Tests.Benchmarks.Sites;
using OrleansAiJobs.Tests.Benchmarks.Visits;

namespace OrleansAiJobs.Tests.Benchmarks.Yardsticks;

/// <summary>A website that does the same work by other means: a web process that enqueues, a worker process, and their store.</summary>
internal abstract partial class YardstickSite : IAsyncDisposable
{
    private readonly FakeAiServer _ai;

    protected YardstickSite(FakeAiServer ai, JobLedger ledger, int contentCharacters)
    {
        _ai = ai;
        Ledger = ledger;
        Client = new VisitorClient(ledger, contentCharacters);
    }

    public abstract string Name { get; }

    public abstract IReadOnlyList<ServerProcess> Processes { get; }

    public JobLedger Ledger { get; }

    public VisitorClient Client { get; }

    /// <param name="yardstick">Which; not <see cref="Yardstick.None"/>.</param>
    /// <param name="workers">How many jobs it runs at once; 0 for as many as suit it.</param>
    /// <param name="pace">How long the AI takes.</param>
    /// <param name="contentCharacters">How long the texts are.</param>
    public static async Task<YardstickSite> StartAsync(Yardstick yardstick, int workers, AnswerPace pace, int contentCharacters)
    {
        var ledger = new JobLedger();
        var ai = await FakeAiServer.StartAsync(ledger, pace);
        try
        {
            return yardstick switch
            {
                Yardstick.Hangfire => await HangfireSite.StartAsync(ai, ledger, workers, contentCharacters),
                Yardstick.BullMq or Yardstick.BullMqByHttp =>
                    await BullMqSite.StartAsync(ai, ledger, throughSdk: yardstick is Yardstick.BullMq, workers, contentCharacters),
                _ => throw new ArgumentOutOfRangeException(nameof(yardstick)),
            };
        }
        catch
        {
            await ai.DisposeAsync();
            throw;
        }
    }

    /// <summary>Makes so many visitors, as far as it tells one from another, and opens a feed for each, if it has feeds.</summary>
    public abstract Task<IReadOnlyList<Visitor>> WelcomeAsync(int visitors, CancellationToken cancellationToken);

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await StopAsync();
        await _ai.DisposeAsync();
    }

    /// <summary>Its processes and whatever reads from them.</summary>
    protected abstract ValueTask StopAsync();

    /// <summary>In the line by which a web process says where it listens.</summary>
    protected static Uri AddressIn(string line) => new(Address().Match(line).Value);

    [GeneratedRegex(@"http://[\d.]+:\d+", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Address();
}
