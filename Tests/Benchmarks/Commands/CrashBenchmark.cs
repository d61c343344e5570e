using System.CommandLine;
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
    private readonly NumberOption _users = new("--users", 20, "Visitors, each with one feed open.");

    public CrashBenchmark()
        : base("crash", "SIGKILL for one silo while all jobs run: when all are done, what is done twice, what is lost.", SiteMode.Cluster, silos: 2)
    {
        Options.Add(_jobs);
        Options.Add(_answer);
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
        Say("Submitting");
        await new Posters(bench.Client, visitors, Posters).SubmitAsync(options.GetRequiredValue(_jobs), cancellationToken);
        await WaitUntilAllRunAsync(bench, cancellationToken);
        Say("Killing a silo");
        var cutOff = bench.Ledger.AcceptedFrom(0).Count(job => job.EndedAt is 0);
        var killedAt = TimeProvider.System.GetTimestamp();
        await cluster.Silos[0].Process.KillAsync();
        Say("Waiting");
        await bench.Ledger.WaitUntilEndedAsync(cancellationToken);

        var jobs = bench.Ledger.AcceptedFrom(0);
        var lost = await CountLostAsync(bench, jobs, cancellationToken);
        return
        [
            new Figure("jobs", "", jobs.Count),
            new Figure("unfinished at the kill", "jobs", cutOff),
            new Figure("all done after the kill", "s", TimeProvider.System.GetElapsedTime(killedAt, jobs.Max(job => job.EndedAt)).TotalSeconds),
            new Figure("AI calls beyond one a job", "", bench.Ai.Calls - jobs.Count),
            new Figure("lost: not completed in the end", "jobs", lost),
            new Figure("no feed told of their end", "jobs", jobs.Count(job => job.EndedAt is 0)),
        ];
    }

    private static async Task WaitUntilAllRunAsync(Bench bench, CancellationToken cancellationToken)
    {
        while (bench.Ledger.AcceptedFrom(0).Any(job => job.CalledAt is 0))
        {
            await PauseAsync(PollInterval, cancellationToken);
        }
    }

    /// <summary>By what the servers say when asked, not by feeds.</summary>
    private static async Task<int> CountLostAsync(Bench bench, IReadOnlyList<JobTrace> jobs, CancellationToken cancellationToken)
    {
        var lost = 0;
        foreach (var job in jobs)
        {
            var answer = await bench.Client.ReadJobAsync(job, cancellationToken);
            lost += answer.Contains("\"status\":\"completed\"", StringComparison.Ordinal) ? 0 : 1;
        }

        return lost;
    }
}
