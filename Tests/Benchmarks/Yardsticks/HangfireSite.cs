using System.Globalization;
using System.Reflection;
using OrleansAiJobs.Tests.Apps;
using OrleansAiJobs.Tests.Benchmarks.FakeAi;
using OrleansAiJobs.Tests.Benchmarks.Jobs;
using OrleansAiJobs.Tests.Benchmarks.Sites;
using OrleansAiJobs.Tests.Benchmarks.Visits;
using OrleansAiJobs.Tests.Servers;

namespace OrleansAiJobs.Tests.Benchmarks.Yardsticks;

/// <summary>
/// The same work by Hangfire, with a Postgres like ours. It is spared what ours does besides: sessions, a state that pages can read, and
/// feeds; a job has ended when its result is in the table.
/// </summary>
internal sealed class HangfireSite : YardstickSite
{
    private const int UsualWorkers = 20;

    private readonly PostgresServer _postgres;
    private readonly AppProcess _worker;
    private readonly AppProcess _web;
    private readonly Uri _baseUrl;
    private readonly ResultsReader _results;

    private HangfireSite(
        FakeAiServer ai, JobLedger ledger, int contentCharacters, PostgresServer postgres, string database, AppProcess worker, AppProcess web, Uri baseUrl)
        : base(ai, ledger, contentCharacters)
    {
        Processes =
        [
            new ServerProcess("web", web.Id, ServerRole.Frontend),
            new ServerProcess("worker", worker.Id, ServerRole.Silo),
            new ServerProcess("postgres", postgres.ProcessId, ServerRole.Store),
        ];
        (_postgres, _worker, _web, _baseUrl) = (postgres, worker, web, baseUrl);
        _results = new ResultsReader(database, ledger);
    }

    public override string Name => "Hangfire";

    public override IReadOnlyList<ServerProcess> Processes { get; }

    private static string Program => typeof(HangfireSite).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
        .Single(metadata => metadata.Key == "HangfireYardstick").Value!;

    public static async Task<HangfireSite> StartAsync(FakeAiServer ai, JobLedger ledger, int workers, int contentCharacters)
    {
        var postgres = await PostgresServer.StartAsync();
        try
        {
            await postgres.FillLogAsync();
            var database = await postgres.CreateDatabaseAsync();
            var settings = new Dictionary<string, string>
            {
                ["ConnectionStrings:postgres"] = database,
                ["Ai:BaseUrl"] = ai.BaseUrl,
                ["Workers"] = (workers > 0 ? workers : UsualWorkers).ToString(CultureInfo.InvariantCulture),
                ["ASPNETCORE_URLS"] = "http://127.0.0.1:0",
            };
            // One after the other: the first one makes Hangfire's tables.
            var (worker, _) = await AppProcess.StartAsync(Program, "Application started", settings, "worker");
            var (web, line) = await AppProcess.StartAsync(Program, "Now listening on: ", settings, "web");
            return new HangfireSite(ai, ledger, contentCharacters, postgres, database, worker, web, AddressIn(line));
        }
        catch
        {
            await postgres.DisposeAsync();
            throw;
        }
    }

    /// <summary>Nobody in particular.</summary>
    public override Task<IReadOnlyList<Visitor>> WelcomeAsync(int visitors, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<Visitor>>([new Visitor(_baseUrl, Cookie: "")]);

    protected override async ValueTask StopAsync()
    {
        await _results.DisposeAsync();
        await _web.DisposeAsync();
        await _worker.DisposeAsync();
        await _postgres.DisposeAsync();
    }
}
