using System.Globalization;
using System.Reflection;
using System.Text.RegularExpressions;
using OrleansAiJobs.Tests.Apps;
using OrleansAiJobs.Tests.Benchmarks.FakeAi;
using OrleansAiJobs.Tests.Benchmarks.Jobs;
using OrleansAiJobs.Tests.Benchmarks.Sites;
using OrleansAiJobs.Tests.Benchmarks.Visits;
using OrleansAiJobs.Tests.Servers;

namespace OrleansAiJobs.Tests.Benchmarks.Yardsticks;

/// <summary>
/// The same work by Hangfire: a web process that enqueues, a worker process, a Postgres like ours. It is spared what ours does besides:
/// sessions, a state that pages can read, and feeds; a job has ended when its result is in the table.
/// </summary>
internal sealed partial class HangfireSite : IAsyncDisposable
{
    private readonly FakeAiServer _ai;
    private readonly PostgresServer _postgres;
    private readonly AppProcess _worker;
    private readonly AppProcess _web;
    private readonly ResultsReader _results;

    private HangfireSite(
        JobLedger ledger, VisitorClient client, FakeAiServer ai, PostgresServer postgres, string database, AppProcess worker, AppProcess web, Uri baseUrl)
    {
        Ledger = ledger;
        Client = client;
        Visitor = new Visitor(baseUrl, Cookie: "");
        Processes =
        [
            new ServerProcess("web", web.Id, ServerRole.Frontend),
            new ServerProcess("worker", worker.Id, ServerRole.Silo),
            new ServerProcess("postgres", postgres.ProcessId, ServerRole.Store),
        ];
        (_ai, _postgres, _worker, _web) = (ai, postgres, worker, web);
        _results = new ResultsReader(database, ledger);
    }

    public JobLedger Ledger { get; }

    public VisitorClient Client { get; }

    /// <summary>Nobody in particular.</summary>
    public Visitor Visitor { get; }

    public IReadOnlyList<ServerProcess> Processes { get; }

    private static string Program => typeof(HangfireSite).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
        .Single(metadata => metadata.Key == "HangfireYardstick").Value!;

    public static async Task<HangfireSite> StartAsync(int workers, int contentCharacters)
    {
        var ledger = new JobLedger();
        var ai = await FakeAiServer.StartAsync(ledger, AnswerPace.AtOnce);
        var postgres = await PostgresServer.StartAsync();
        try
        {
            var database = await postgres.CreateDatabaseAsync();
            var settings = new Dictionary<string, string>
            {
                ["ConnectionStrings:postgres"] = database,
                ["Ai:BaseUrl"] = ai.BaseUrl,
                ["Workers"] = workers.ToString(CultureInfo.InvariantCulture),
                ["ASPNETCORE_URLS"] = "http://127.0.0.1:0",
            };
            // One after the other: the first one makes Hangfire's tables.
            var (worker, _) = await AppProcess.StartAsync(Program, "Application started", settings, "worker");
            var (web, line) = await AppProcess.StartAsync(Program, "Now listening on: ", settings, "web");
            var client = new VisitorClient(ledger, contentCharacters);
            return new HangfireSite(ledger, client, ai, postgres, database, worker, web, new Uri(Address().Match(line).Value));
        }
        catch
        {
            await postgres.DisposeAsync();
            await ai.DisposeAsync();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _results.DisposeAsync();
        Client.Dispose();
        await _web.DisposeAsync();
        await _worker.DisposeAsync();
        await _postgres.DisposeAsync();
        await _ai.DisposeAsync();
    }

    [GeneratedRegex(@"http://[\d.]+:\d+", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Address();
}
