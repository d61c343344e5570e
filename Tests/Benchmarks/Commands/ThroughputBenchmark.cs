using System.CommandLine;
using OrleansAiJobs.Tests.Benchmarks.Figures;
using OrleansAiJobs.Tests.Benchmarks.Throughput;
using OrleansAiJobs.Tests.Benchmarks.Visits;
using OrleansAiJobs.Tests.Benchmarks.Yardsticks;

namespace OrleansAiJobs.Tests.Benchmarks.Commands;

/// <summary>How many jobs go through, from the POST to the completed event, when the AI answers at once; and what they cost.</summary>
internal sealed class ThroughputBenchmark : Benchmark
{
    private readonly NumberOption _seconds = new("--seconds", 30, "How long to submit; what is then under way counts, too.");
    private readonly NumberOption _warmup = new("--warmup", 30_000, "Jobs before it.", least: 0);
    private readonly NumberOption _posters = new("--posters", Posters.Usual, "Who submit, each the next job once the last is accepted.");
    private readonly NumberOption _users = new("--users", 200, "Visitors in whose names they do so, each with one feed open.");
    private readonly YardstickOptions _yardstick = new(Yardstick.Hangfire, Yardstick.BullMq, Yardstick.BullMqByHttp);

    public ThroughputBenchmark()
        : base("throughput", "Jobs a second end to end, the servers' CPU for them, and POST.")
    {
        Options.Add(_seconds);
        Options.Add(_warmup);
        Options.Add(_posters);
        Options.Add(_users);
        _yardstick.AddTo(this);
    }

    protected override async Task<IReadOnlyList<Figure>> MeasureAsync(Bench bench, ParseResult options, CancellationToken cancellationToken)
    {
        var ours = await MeasureOursAsync(bench, options, cancellationToken);
        if (!_yardstick.IsAsked(options))
        {
            return [.. ours.Figures("")];
        }

        // Whatever is measured has the machine for itself.
        await bench.StopSiteAsync();
        Say("Starting the yardstick");
        await using var site = await _yardstick.StartAsync(options, Pace(options), ContentCharacters);
        var theirs = await MeasureAsync(site, options, cancellationToken);
        return
        [
            .. ours.Figures(""),
            .. theirs.Figures($"{site.Name}: "),
            new Figure($"completed, ours to {site.Name}'s", "times", ours.JobsPerSecond / theirs.JobsPerSecond),
            new Figure($"CPU, {site.Name}'s to ours", "times", theirs.CpuSecondsPerThousand / ours.CpuSecondsPerThousand),
        ];
    }

    private async Task<ThroughputRun> MeasureOursAsync(Bench bench, ParseResult options, CancellationToken cancellationToken)
    {
        var visitors = await bench.OpenSessionsAsync(options.GetRequiredValue(_users), cancellationToken);
        using var feeds = await FeedCrowd.OpenAsync(visitors, perVisitor: 1, bench.Reader.Read, cancellationToken);
        Say("Warming up and measuring");
        var posters = new Posters(bench.Client, visitors, options.GetRequiredValue(_posters));
        var run = await ThroughputRun.MeasureAsync(
            posters,
            bench.Ledger,
            bench.Site.Processes,
            options.GetRequiredValue(_warmup),
            TimeSpan.FromSeconds(options.GetRequiredValue(_seconds)),
            cancellationToken);
        Say($"{run.JobsPerSecond:F0} jobs a second");
        return run;
    }

    private async Task<ThroughputRun> MeasureAsync(YardstickSite site, ParseResult options, CancellationToken cancellationToken)
    {
        var visitors = await site.WelcomeAsync(options.GetRequiredValue(_users), cancellationToken);
        Say("Warming up and measuring");
        return await ThroughputRun.MeasureAsync(
            new Posters(site.Client, visitors, options.GetRequiredValue(_posters)),
            site.Ledger,
            site.Processes,
            options.GetRequiredValue(_warmup),
            TimeSpan.FromSeconds(options.GetRequiredValue(_seconds)),
            cancellationToken);
    }
}
