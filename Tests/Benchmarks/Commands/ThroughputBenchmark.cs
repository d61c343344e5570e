using System.CommandLine;
using OrleansAiJobs.Tests.Benchmarks.Figures;
using OrleansAiJobs.Tests.Benchmarks.Jobs;
using OrleansAiJobs.Tests.Benchmarks.Sites;
using OrleansAiJobs.Tests.Benchmarks.Visits;

namespace OrleansAiJobs.Tests.Benchmarks.Commands;

/// <summary>How many jobs go through, from the POST to the completed event, when the AI answers at once; and what they cost.</summary>
internal sealed class ThroughputBenchmark : Benchmark
{
    private readonly NumberOption _seconds = new("--seconds", 30, "How long to submit; what is then under way counts, too.");
    private readonly NumberOption _warmup = new("--warmup", 30_000, "Jobs before it.", least: 0);
    private readonly NumberOption _posters = new("--posters", 64, "Who submit, each the next job once the last is accepted.");
    private readonly NumberOption _users = new("--users", 200, "Visitors in whose names they do so, each with one feed open.");

    public ThroughputBenchmark()
        : base("throughput", "Jobs a second end to end, the servers' CPU for them, and POST.")
    {
        Options.Add(_seconds);
        Options.Add(_warmup);
        Options.Add(_posters);
        Options.Add(_users);
    }

    protected override async Task<IReadOnlyList<Figure>> MeasureAsync(Bench bench, ParseResult options, CancellationToken cancellationToken)
    {
        var visitors = await bench.OpenSessionsAsync(options.GetRequiredValue(_users), cancellationToken);
        using var feeds = await FeedCrowd.OpenAsync(visitors, perVisitor: 1, bench.Reader.Read, cancellationToken);
        var posters = new Posters(bench.Client, visitors, options.GetRequiredValue(_posters));
        Say("Warming up");
        await posters.SubmitAsync(options.GetRequiredValue(_warmup), cancellationToken);
        await bench.Ledger.WaitUntilEndedAsync(cancellationToken);

        Say("Measuring");
        var first = bench.Ledger.Count;
        var before = bench.ReadUsage();
        var eventsBefore = bench.Reader.Events;
        var startedAt = TimeProvider.System.GetTimestamp();
        await posters.SubmitAsync(TimeSpan.FromSeconds(options.GetRequiredValue(_seconds)), cancellationToken);
        var submitted = TimeProvider.System.GetElapsedTime(startedAt);
        await bench.Ledger.WaitUntilEndedAsync(cancellationToken);
        var after = bench.ReadUsage();

        var completed = bench.Ledger.AcceptedFrom(first).Where(job => job.End is JobEnd.Completed).ToArray();
        var elapsed = TimeProvider.System.GetElapsedTime(startedAt, completed.Select(job => job.EndedAt).DefaultIfEmpty(startedAt).Max());
        return
        [
            new Figure("jobs", "", completed.Length),
            bench.NotCompleted(first),
            new Figure("completed", "1/s", completed.Length / elapsed.TotalSeconds),
            new Figure("the last one completed after the last POST by", "s", (elapsed - submitted).TotalSeconds),
            new Figure("events read for each job", "", (bench.Reader.Events - eventsBefore) / (double)completed.Length),
            .. Durations.Between(completed.Select(job => (job.PostedAt, job.AcceptedAt))).Figures("POST", 50, 99),
            .. Durations.Between(completed.Select(job => (job.PostedAt, job.EndedAt))).Figures("POST to completed event", 50, 99),
            .. CpuPerThousand(before, after, completed.Length),
        ];
    }

    private static IEnumerable<Figure> CpuPerThousand(Usage before, Usage after, int jobs)
    {
        var thousands = jobs / 1000.0;
        var all = after.Processes.Sum(process => after.CpuSecondsSince(before, process));
        return
        [
            new Figure("CPU for 1,000 jobs, all servers", "s", all / thousands),
            .. after.Processes.Select(process => new Figure($"CPU for 1,000 jobs, {process.Name}", "s", after.CpuSecondsSince(before, process) / thousands)),
        ];
    }
}
