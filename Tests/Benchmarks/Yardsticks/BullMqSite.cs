using System.Globalization;
using OrleansAiJobs.Tests.Apps;
using OrleansAiJobs.Tests.Benchmarks.FakeAi;
using OrleansAiJobs.Tests.Benchmarks.Jobs;
using OrleansAiJobs.Tests.Benchmarks.Sites;
using OrleansAiJobs.Tests.Benchmarks.Visits;
using OrleansAiJobs.Tests.Servers;

namespace OrleansAiJobs.Tests.Benchmarks.Yardsticks;

/// <summary>
/// The same work by BullMQ, with a Redis like ours, which is all it has: what it accepts is on the disk within a second. It has feeds and is
/// spared whatever else ours does: sessions that are safe, a history, the answer as it comes.
/// </summary>
internal sealed class BullMqSite : YardstickSite
{
    private const string Source = "Tests/BullMqYardstick";
    private const int UsualWorkers = 64;

    private readonly RedisServer _redis;
    private readonly AppProcess _worker;
    private readonly AppProcess _web;
    private readonly Uri _baseUrl;
    private FeedCrowd? _feeds;

    private BullMqSite(
        FakeAiServer ai, JobLedger ledger, int contentCharacters, RedisServer redis, AppProcess worker, AppProcess web, Uri baseUrl)
        : base(ai, ledger, contentCharacters)
    {
        Processes =
        [
            new ServerProcess("web", web.Id, ServerRole.Frontend),
            new ServerProcess("worker", worker.Id, ServerRole.Silo),
            new ServerProcess("redis", redis.ProcessId, ServerRole.Store),
        ];
        (_redis, _worker, _web, _baseUrl) = (redis, worker, web, baseUrl);
    }

    public override string Name => "BullMQ";

    public override IReadOnlyList<ServerProcess> Processes { get; }

    public static async Task<BullMqSite> StartAsync(FakeAiServer ai, JobLedger ledger, bool throughSdk, int workers, int contentCharacters)
    {
        var folder = await InstallAsync();
        var redis = await RedisServer.StartAsync();
        try
        {
            var settings = new Dictionary<string, string>
            {
                ["REDIS_PORT"] = redis.Port.ToString(CultureInfo.InvariantCulture),
                ["AI_BASE_URL"] = ai.BaseUrl,
                ["AI_CLIENT"] = throughSdk ? "sdk" : "http",
                ["WORKERS"] = (workers > 0 ? workers : UsualWorkers).ToString(CultureInfo.InvariantCulture),
                ["NODE_ENV"] = "production",
            };
            var (worker, _) = await AppProcess.StartAsync(["node", "worker.mjs"], folder, "Worker started", settings);
            var (web, line) = await AppProcess.StartAsync(["node", "web.mjs"], folder, "Now listening on: ", settings);
            return new BullMqSite(ai, ledger, contentCharacters, redis, worker, web, AddressIn(line));
        }
        catch
        {
            await redis.DisposeAsync();
            throw;
        }
    }

    public override async Task<IReadOnlyList<Visitor>> WelcomeAsync(int visitors, CancellationToken cancellationToken)
    {
        var welcomed = await Client.OpenSessionsAsync([_baseUrl], visitors, cancellationToken);
        _feeds = await FeedCrowd.OpenAsync(welcomed, perVisitor: 1, new JobFeedReader(Ledger).Read, cancellationToken);
        return welcomed;
    }

    protected override async ValueTask StopAsync()
    {
        _feeds?.Dispose();
        await _web.DisposeAsync();
        await _worker.DisposeAsync();
        await _redis.DisposeAsync();
    }

    // A program must lie where its packages are: Node looks for them beside it.
    private static async Task<string> InstallAsync()
    {
        var folder = await NpmPackages.InstallAsync(Source, "bullmq-yardstick");
        foreach (var program in Directory.EnumerateFiles(Repository.PathOf(Source), "*.mjs"))
        {
            File.Copy(program, Path.Combine(folder, Path.GetFileName(program)), overwrite: true);
        }

        return folder;
    }
}
