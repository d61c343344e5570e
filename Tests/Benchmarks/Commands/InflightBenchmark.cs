using System.CommandLine;
using OrleansAiJobs.Tests.Benchmarks.FakeAi;
using OrleansAiJobs.Tests.Benchmarks.Figures;
using OrleansAiJobs.Tests.Benchmarks.Jobs;
using OrleansAiJobs.Tests.Benchmarks.Sites;
using OrleansAiJobs.Tests.Benchmarks.Visits;
using OrleansAiJobs.Tests.Benchmarks.Warming;

namespace OrleansAiJobs.Tests.Benchmarks.Commands;

/// <summary>Very many jobs that all wait for a slow AI at once.</summary>
internal sealed class InflightBenchmark : Benchmark
{
    private const double Kilobyte = 1_000;

    // Feeds, those who submit, files, libraries.
    private const int OtherDescriptors = 2_000;

    private readonly NumberOption _jobs = new("--jobs", 10_000, "Jobs.");
    private readonly NumberOption _answer = new("--answer-ms", 5_000, "How long the AI takes for each.");
    private readonly NumberOption _warmup = new("--warmup", 30_000, "Jobs before it, which the AI answers at once: processes that run for days are measured.", least: 0);
    private readonly NumberOption _users = new("--users", 200, "Visitors, each with one feed open.");
    private readonly NumberOption _reads = new("--reads", 50, "GET /api/ai/job/{id} a second meanwhile.");

    public InflightBenchmark()
        : base("inflight", "What memory very many jobs at once take; the second time, how late they are done, and reading one meanwhile.")
    {
        Options.Add(_jobs);
        Options.Add(_answer);
        Options.Add(_warmup);
        Options.Add(_users);
        Options.Add(_reads);
    }

    // In this process, and in a silo's.
    protected override int FileDescriptorsNeeded(ParseResult options) => options.GetRequiredValue(_jobs) + OtherDescriptors;

    protected override IReadOnlyDictionary<string, string> Settings(ParseResult options) => new Dictionary<string, string>(base.Settings(options))
    {
        ["Jobs:MaxConcurrentPerSilo"] = "100000",
        ["Jobs:MaxConcurrentPerUser"] = "100000",
    };

    protected override async Task<IReadOnlyList<Figure>> MeasureAsync(Bench bench, ParseResult options, CancellationToken cancellationToken)
    {
        var visitors = await bench.OpenSessionsAsync(options.GetRequiredValue(_users), cancellationToken);
        using var feeds = await FeedCrowd.OpenAsync(visitors, perVisitor: 1, bench.Reader.Read, cancellationToken);
        var posters = new Posters(bench.Client, visitors, Posters.Usual);
        Say("Warming up");
        await Warmup.RunAsync(posters, bench.Ledger, bench.Site.Processes, options.GetRequiredValue(_warmup), cancellationToken);
        var answer = TimeSpan.FromMilliseconds(options.GetRequiredValue(_answer));
        bench.Ai.Pace = new AnswerPace(answer, TimeSpan.Zero);

        // What memory they take shows the first time only: later ones find it there. What they wait for shows the second time: the first has methods to compile.
        var before = ForgetPeaks(bench);
        await SubmitAsync(posters, options, cancellationToken);
        await bench.Ledger.WaitUntilEndedAsync(cancellationToken);
        var memory = bench.Site.JobHosts.Sum(host => host.PeakMemoryBytes - before[host]);

        var first = bench.Ledger.Count;
        var startedAt = TimeProvider.System.GetTimestamp();
        var submitted = await SubmitAsync(posters, options, cancellationToken);
        Say("Waiting");
        var reads = await ReadUntilEndedAsync(bench, first, options.GetRequiredValue(_reads), cancellationToken);

        var jobs = bench.Ledger.AcceptedFrom(first);
        var done = TimeProvider.System.GetElapsedTime(startedAt, jobs.Max(job => job.EndedAt));
        return
        [
            new Figure("jobs", "", jobs.Count),
            bench.Ledger.NotCompletedFrom(first),
            new Figure("AI called more often than once", "times", jobs.Sum(job => job.Calls - 1)),
            new Figure("most waiting for the AI at once", "jobs", MostAtOnce(jobs)),
            new Figure("all submitted in", "s", submitted.TotalSeconds),
            new Figure("all done in", "s", done.TotalSeconds),
            new Figure("beyond the submitting and one answer", "s", (done - submitted - answer).TotalSeconds),
            new Figure("memory for each job, where jobs run", "KB", memory / Kilobyte / options.GetRequiredValue(_jobs)),
            new Figure("reads", "", reads.Count),
            .. reads.Figures("GET job meanwhile", 50, 99),
        ];
    }

    /// <returns>How long it took until all were accepted.</returns>
    private async Task<TimeSpan> SubmitAsync(Posters posters, ParseResult options, CancellationToken cancellationToken)
    {
        Say("Submitting");
        var startedAt = TimeProvider.System.GetTimestamp();
        await posters.SubmitAsync(options.GetRequiredValue(_jobs), cancellationToken);
        return TimeProvider.System.GetElapsedTime(startedAt);
    }

    private static Dictionary<ServerProcess, long> ForgetPeaks(Bench bench)
    {
        foreach (var host in bench.Site.JobHosts)
        {
            host.ForgetPeak();
        }

        return bench.Site.JobHosts.ToDictionary(host => host, host => host.MemoryBytes);
    }

    /// <summary>Reads one job after another, at random, until all have ended.</summary>
    private static async Task<Durations> ReadUntilEndedAsync(Bench bench, int first, int perSecond, CancellationToken cancellationToken)
    {
        var jobs = bench.Ledger.AcceptedFrom(first);
        var ended = bench.Ledger.WaitUntilEndedAsync(cancellationToken);
        List<Task<(long, long)>> reads = [];
        using var ticks = new PeriodicTimer(TimeSpan.FromSeconds(1.0 / perSecond), TimeProvider.System);
        while (!ended.IsCompleted && await ticks.WaitForNextTickAsync(cancellationToken))
        {
            reads.Add(ReadAsync(bench, jobs[Random.Shared.Next(jobs.Count)], cancellationToken));
        }

        await ended;
        return Durations.Between(await Task.WhenAll(reads));
    }

    private static async Task<(long From, long To)> ReadAsync(Bench bench, JobTrace job, CancellationToken cancellationToken)
    {
        var from = TimeProvider.System.GetTimestamp();
        await bench.Client.ReadJobAsync(job, cancellationToken);
        return (from, TimeProvider.System.GetTimestamp());
    }

    /// <summary>The most jobs whose calls to the AI overlapped.</summary>
    private static int MostAtOnce(IReadOnlyList<JobTrace> jobs)
    {
        var (running, most) = (0, 0);
        var steps = jobs.Where(job => job.AnsweredAt is not 0).SelectMany(job => new[] { (At: job.CalledAt, Step: 1), (At: job.AnsweredAt, Step: -1) });
        foreach (var (_, step) in steps.OrderBy(step => step.At))
        {
            running += step;
            most = Math.Max(most, running);
        }

        return most;
    }
}
