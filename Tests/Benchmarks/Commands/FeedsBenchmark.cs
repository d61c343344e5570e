using System.Collections.Concurrent;
using System.CommandLine;
using OrleansAiJobs.Tests.Benchmarks.Figures;
using OrleansAiJobs.Tests.Benchmarks.Sites;
using OrleansAiJobs.Tests.Benchmarks.Visits;

namespace OrleansAiJobs.Tests.Benchmarks.Commands;

/// <summary>What many open pages cost, and how soon they learn what happens.</summary>
internal sealed class FeedsBenchmark : Benchmark
{
    private const double Kilobyte = 1_000;

    // Connections of the AI and of those who submit, files, libraries.
    private const int OtherDescriptors = 2_000;

    private const int WarmupRate = 50;

    private readonly NumberOption _connections = new("--connections", 10_000, "Open feeds.");
    private readonly NumberOption _perUser = new("--per-user", 1, "Feeds of each visitor.");
    private readonly NumberOption _rate = new("--rate", 500, "Events a second that feeds are to read, pings not counted.");
    private readonly NumberOption _seconds = new("--seconds", 30, "How long to measure.");
    private readonly NumberOption _warmup = new("--warmup", 10, "Seconds of events before it, which tell how many a job makes.");
    private readonly NumberOption _settle = new("--settle", 15, "Seconds before memory is read.", least: 0);

    public FeedsBenchmark()
        : base("feeds", "Memory for each open feed, and from the AI's answer to the completed event with all of them open.")
    {
        Options.Add(_connections);
        Options.Add(_perUser);
        Options.Add(_rate);
        Options.Add(_seconds);
        Options.Add(_warmup);
        Options.Add(_settle);
    }

    protected override int FileDescriptorsNeeded(ParseResult options) => options.GetRequiredValue(_connections) + OtherDescriptors;

    protected override IReadOnlyDictionary<string, string> Settings(ParseResult options) => new Dictionary<string, string>(base.Settings(options))
    {
        ["Feed:MaxConnectionsPerUser"] = $"{Math.Max(20, options.GetRequiredValue(_perUser))}",
    };

    protected override async Task<IReadOnlyList<Figure>> MeasureAsync(Bench bench, ParseResult options, CancellationToken cancellationToken)
    {
        var perUser = options.GetRequiredValue(_perUser);
        Say("Starting the sessions");
        var visitors = await bench.OpenSessionsAsync(Math.Max(1, options.GetRequiredValue(_connections) / perUser), cancellationToken);
        var connections = visitors.Count * perUser;
        await SettleAsync(options, cancellationToken);
        var idle = bench.ReadUsage();

        Say($"Opening {connections} feeds");
        var openingAt = TimeProvider.System.GetTimestamp();
        using var feeds = await FeedCrowd.OpenAsync(visitors, perUser, bench.Reader.Read, cancellationToken);
        var opening = TimeProvider.System.GetElapsedTime(openingAt);
        await SettleAsync(options, cancellationToken);
        var open = bench.ReadUsage();

        return
        [
            new Figure("feeds", "", connections),
            new Figure("all opened in", "s", opening.TotalSeconds),
            .. open.Processes.Where(process => process.Role is not ServerRole.Store).Select(process => new Figure(
                $"memory for each feed, {process.Name}", "KB", (open.MemoryBytes(process) - idle.MemoryBytes(process)) / Kilobyte / connections)),
            .. await MeasureEventsAsync(bench, visitors, options, cancellationToken),
            new Figure("feeds that the server has ended", "", feeds.Over),
        ];
    }

    private async Task<IReadOnlyList<Figure>> MeasureEventsAsync(
        Bench bench, IReadOnlyList<Visitor> visitors, ParseResult options, CancellationToken cancellationToken)
    {
        Say("Warming up");
        var opened = bench.Reader.Events;
        await SubmitAsync(bench, visitors, WarmupRate, options.GetRequiredValue(_warmup), cancellationToken);
        var jobRate = options.GetRequiredValue(_rate) * (double)bench.Ledger.Count / Math.Max(bench.Ledger.Count, bench.Reader.Events - opened);

        Say($"Measuring {jobRate:F0} jobs a second");
        var first = bench.Ledger.Count;
        var eventsBefore = bench.Reader.Events;
        var before = bench.ReadUsage();
        ConcurrentQueue<(long, long)> heard = [];
        bench.Reader.JobEnded = (job, readAt) => heard.Enqueue((job.AnsweredAt, readAt));
        var startedAt = TimeProvider.System.GetTimestamp();
        await SubmitAsync(bench, visitors, jobRate, options.GetRequiredValue(_seconds), cancellationToken);
        var seconds = TimeProvider.System.GetElapsedTime(startedAt).TotalSeconds;
        bench.Reader.JobEnded = null;
        var after = bench.ReadUsage();

        return
        [
            new Figure("jobs", "1/s", (bench.Ledger.Count - first) / seconds),
            new Figure("events read", "1/s", (bench.Reader.Events - eventsBefore) / seconds),
            bench.Ledger.NotCompletedFrom(first),
            .. Durations.Between(heard).Figures("AI's answer to completed event", 50, 99),
            .. after.Processes.Select(process => new Figure($"CPU, {process.Name}", "% of a core", after.CpuSecondsSince(before, process) / seconds * 100)),
        ];
    }

    /// <summary>Evenly in time and round the visitors.</summary>
    private static async Task SubmitAsync(
        Bench bench, IReadOnlyList<Visitor> visitors, double rate, int seconds, CancellationToken cancellationToken)
    {
        var from = bench.Ledger.Count;
        await OpenLoop.RunAsync(
            rate,
            TimeSpan.FromSeconds(seconds),
            number => bench.Client.SubmitAsync(visitors[(from + number) % visitors.Count], cancellationToken),
            cancellationToken);
        await bench.Ledger.WaitUntilEndedAsync(cancellationToken);
    }

    private async Task SettleAsync(ParseResult options, CancellationToken cancellationToken)
    {
        Say("Settling");
        await PauseAsync(TimeSpan.FromSeconds(options.GetRequiredValue(_settle)), cancellationToken);
    }
}
