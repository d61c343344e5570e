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
    private readonly NumberOption _yardstickWorkers = new("--yardstick-workers", 20, "Workers of the yardstick.");

    private readonly Option<Yardstick> _yardstick = new("--yardstick")
    {
        Description = "hangfire: the same work by Hangfire on Postgres, after ours.",
        DefaultValueFactory = _ => Yardstick.None,
    };

    public ThroughputBenchmark()
        : base("throughput", "Jobs a second end to end, the servers' CPU for them, and POST.")
    {
        Options.Add(_seconds);
        Options.Add(_warmup);
        Options.Add(_posters);
        Options.Add(_users);
        Options.Add(_yardstick);
        Options.Add(_yardstickWorkers);
    }

    protected override async Task<IReadOnlyList<Figure>> MeasureAsync(Bench bench, ParseResult options, CancellationToken cancellationToken)
    {
        var ours = await MeasureOursAsync(bench, options, cancellationToken);
        if (options.GetRequiredValue(_yardstick) is Yardstick.None)
        {
            return [.. ours.Figures("")];
        }

        // Whatever is measured has the machine for itself.
        await bench.StopSiteAsync();
        var theirs = await MeasureHangfireAsync(options, cancellationToken);
        return
        [
            .. ours.Figures(""),
            .. theirs.Figures("Hangfire: "),
            new Figure("completed, ours to Hangfire's", "times", ours.JobsPerSecond / theirs.JobsPerSecond),
            new Figure("CPU, Hangfire's to ours", "times", theirs.CpuSecondsPerThousand / ours.CpuSecondsPerThousand),
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

    private async Task<ThroughputRun> MeasureHangfireAsync(ParseResult options, CancellationToken cancellationToken)
    {
        Say("Starting Hangfire");
        await using var hangfire = await HangfireSite.StartAsync(options.GetRequiredValue(_yardstickWorkers), ContentCharacters);
        Say("Warming up and measuring");
        var posters = new Posters(hangfire.Client, [hangfire.Visitor], options.GetRequiredValue(_posters));
        return await ThroughputRun.MeasureAsync(
            posters,
            hangfire.Ledger,
            hangfire.Processes,
            options.GetRequiredValue(_warmup),
            TimeSpan.FromSeconds(options.GetRequiredValue(_seconds)),
            cancellationToken);
    }
}
