using System.CommandLine;
using System.Text.Json.Nodes;
using OrleansAiJobs.Tests.Benchmarks.FakeAi;
using OrleansAiJobs.Tests.Benchmarks.Figures;
using OrleansAiJobs.Tests.Benchmarks.Jobs;
using OrleansAiJobs.Tests.Benchmarks.Sites;
using OrleansAiJobs.Tests.Benchmarks.Visits;

namespace OrleansAiJobs.Tests.Benchmarks.Commands;

/// <summary>One of several silos is killed in the middle of its work.</summary>
internal sealed class CrashBenchmark : Benchmark
{
    private const int Posters = 64;

    private static readonly TimeSpan PollInterval = TimeSpan.FromMilliseconds(10);

    private readonly NumberOption _jobs = new("--jobs", 200, "Jobs.");
    private readonly NumberOption _answer = new("--answer-ms", 3_000, "How long the AI takes for each.");
    private readonly NumberOption _warmup = new("--warmup", 200, "Jobs before them.", least: 0);
    private readonly NumberOption _users = new("--users", 20, "Visitors, each with one feed open.");

    public CrashBenchmark()
        : base("crash", "SIGKILL for one silo while all jobs run: when all are done, what is done twice, what is lost.", SiteMode.Cluster, silos: 2)
    {
        Options.Add(_jobs);
        Options.Add(_answer);
        Options.Add(_warmup);
        Options.Add(_users);
    }

    protected override AnswerPace Pace(ParseResult options) => new(TimeSpan.FromMilliseconds(options.GetRequiredValue(_answer)), TimeSpan.Zero);

    protected override async Task<IReadOnlyList<Figure>> MeasureAsync(Bench bench, ParseResult options, CancellationToken cancellationToken)
    {
        if (bench.Site.Cluster is not { Silos.Count: > 1 } cluster)
        {
            throw new InvalidOperationException("Somebody must be left: --mode cluster --silos 2 or more.");
        }

        var visitors = await bench.OpenSessionsAsync(options.GetRequiredValue(_users), cancellationToken);
        using var feeds = await FeedCrowd.OpenAsync(visitors, perVisitor: 1, bench.Reader.Read, cancellationToken);
        var posters = new Posters(bench.Client, visitors, Posters);
        Say("Warming up");
        await posters.SubmitAsync(options.GetRequiredValue(_warmup), cancellationToken);
        await bench.Ledger.WaitUntilEndedAsync(cancellationToken);
        var first = bench.Ledger.Count;
        Say("Submitting");
        await posters.SubmitAsync(options.GetRequiredValue(_jobs), cancellationToken);
        await WaitUntilAllRunAsync(bench, first, cancellationToken);
        Say("Killing a silo");
        var cutOff = bench.Ledger.AcceptedFrom(first).Count(job => job.EndedAt is 0);
        var killedAt = TimeProvider.System.GetTimestamp();
        var killedAtUtc = TimeProvider.System.GetUtcNow();
        await cluster.Silos[0].Process.KillAsync();
        Say("Waiting");
        await bench.Ledger.WaitUntilEndedAsync(cancellationToken);

        var jobs = bench.Ledger.AcceptedFrom(first);
        var completions = await ReadCompletionsAsync(bench, jobs, cancellationToken);
        return
        [
            new Figure("jobs", "", jobs.Count),
            new Figure("unfinished at the kill", "jobs", cutOff),
            new Figure("all done after the kill", "s", (completions.Max() - killedAtUtc)?.TotalSeconds ?? double.NaN),
            new Figure("all told by feeds after the kill", "s", TimeProvider.System.GetElapsedTime(killedAt, jobs.Max(job => job.EndedAt)).TotalSeconds),
            .. Durations.Between(jobs.Where(job => job.EndedAt > killedAt).Select(job => (killedAt, job.EndedAt))).Figures("told after the kill", 50, 90),
            new Figure("AI calls beyond one a job", "", jobs.Sum(job => job.Calls - 1)),
            new Figure("lost: not completed in the end", "jobs", completions.Count(at => at is null)),
            new Figure("no feed told of their end", "jobs", jobs.Count(job => job.EndedAt is 0)),
        ];
    }

    private static async Task WaitUntilAllRunAsync(Bench bench, int first, CancellationToken cancellationToken)
    {
        while (bench.Ledger.AcceptedFrom(first).Any(job => job.CalledAt is 0))
        {
            await PauseAsync(PollInterval, cancellationToken);
        }
    }

    /// <summary>When each job was completed, null if it was not: by what the servers say when asked, not by feeds.</summary>
    private static async Task<IReadOnlyList<DateTimeOffset?>> ReadCompletionsAsync(
        Bench bench, IReadOnlyList<JobTrace> jobs, CancellationToken cancellationToken)
    {
        List<DateTimeOffset?> completions = [];
        foreach (var job in jobs)
        {
            var view = JsonNode.Parse(await bench.Client.ReadJobAsync(job, cancellationToken))!;
            completions.Add(view["status"]!.GetValue<string>() is "completed" ? view["completedAt"]!.GetValue<DateTimeOffset>() : null);
        }

        return completions;
    }
}
