using System.CommandLine;
using OrleansAiJobs.Tests.Benchmarks.FakeAi;
using OrleansAiJobs.Tests.Benchmarks.Figures;
using OrleansAiJobs.Tests.Benchmarks.Jobs;
using OrleansAiJobs.Tests.Benchmarks.Sites;
using OrleansAiJobs.Tests.Benchmarks.Visits;
using OrleansAiJobs.Tests.Benchmarks.Warming;
using OrleansAiJobs.Tests.Benchmarks.Yardsticks;

namespace OrleansAiJobs.Tests.Benchmarks.Commands;

/// <summary>How long people wait for us, beyond what they wait for the AI, at a moderate rate that does not depend on the answers.</summary>
internal sealed class LatencyBenchmark : Benchmark
{
    private readonly NumberOption _seconds = new("--seconds", 60, "How long to measure.");
    private readonly NumberOption _warmupJobs = new("--warmup-jobs", 30_000, "Jobs before it, as fast as they are accepted: processes that run for days are measured.", least: 0);
    private readonly NumberOption _warmup = new("--warmup", 15, "Seconds at the same rate between them and the measuring.", least: 0);
    private readonly NumberOption _rate = new("--rate", 50, "Jobs a second.");
    private readonly NumberOption _users = new("--users", 50, "Visitors, each with one feed open.");
    private readonly NumberOption _answer = new("--answer-ms", 200, "How long the AI takes for an answer.", least: 0);
    private readonly NumberOption _pause = new("--pause-ms", 150, "How long of that it pauses after the first piece.", least: 0);

    private readonly YardstickOptions _yardstick = new(Yardstick.BullMq, Yardstick.BullMqByHttp);

    public LatencyBenchmark()
        : base("latency", "POST; from the AI's answer to the completed event; from its first piece to the first delta.")
    {
        Options.Add(_seconds);
        Options.Add(_warmupJobs);
        Options.Add(_warmup);
        Options.Add(_rate);
        Options.Add(_users);
        Options.Add(_answer);
        Options.Add(_pause);
        _yardstick.AddTo(this);
    }

    protected override AnswerPace Pace(ParseResult options)
    {
        var pause = options.GetRequiredValue(_pause);
        return new AnswerPace(
            TimeSpan.FromMilliseconds(Math.Max(0, options.GetRequiredValue(_answer) - pause)), TimeSpan.FromMilliseconds(pause));
    }

    protected override async Task<IReadOnlyList<Figure>> MeasureAsync(Bench bench, ParseResult options, CancellationToken cancellationToken)
    {
        var visitors = await bench.OpenSessionsAsync(options.GetRequiredValue(_users), cancellationToken);
        using var feeds = await FeedCrowd.OpenAsync(visitors, perVisitor: 1, bench.Reader.Read, cancellationToken);
        var ours = await MeasureAsync(bench.Client, bench.Ledger, visitors, options, cancellationToken);
        if (!_yardstick.IsAsked(options))
        {
            return ours;
        }

        // Whatever is measured has the machine for itself.
        await bench.StopSiteAsync();
        Say("Starting the yardstick");
        await using var site = await _yardstick.StartAsync(options, Pace(options), ContentCharacters);
        var theirs = await MeasureAsync(
            site.Client, site.Ledger, await site.WelcomeAsync(options.GetRequiredValue(_users), cancellationToken), options, cancellationToken);
        return [.. ours, .. theirs.Select(figure => figure with { Name = $"{site.Name}: {figure.Name}" })];
    }

    private async Task<IReadOnlyList<Figure>> MeasureAsync(
        VisitorClient client, JobLedger ledger, IReadOnlyList<Visitor> visitors, ParseResult options, CancellationToken cancellationToken)
    {
        Say("Warming up");
        await new Posters(client, visitors, Posters.Usual).SubmitAsync(options.GetRequiredValue(_warmupJobs), cancellationToken);
        await ledger.WaitUntilEndedAsync(cancellationToken);
        await DirtyPages.WriteOutAsync();
        await SubmitAsync(_warmup);
        var first = ledger.Count;
        Say("Measuring");
        using var disk = DiskWatch.Start();
        await SubmitAsync(_seconds);

        var jobs = ledger.AcceptedFrom(first);
        return
        [
            new Figure("jobs", "", jobs.Count),
            ledger.NotCompletedFrom(first),
            new Figure("without a delta", "jobs", jobs.Count(job => job.DeltaAt is 0)),
            .. Durations.Between(jobs.Select(job => (job.PostedAt, job.AcceptedAt))).Figures("POST", 50, 99),
            .. Durations.Between(jobs.Select(job => (job.AnsweredAt, job.EndedAt))).Figures("AI's answer to completed event", 50, 99),
            .. Durations.Between(jobs.Select(job => (job.FirstChunkAt, job.DeltaAt))).Figures("AI's first piece to first delta", 50, 95),
            .. disk.Stop().Figures("meanwhile a flush of 8 KB by itself", 50, 99),
        ];

        async Task SubmitAsync(NumberOption seconds)
        {
            await OpenLoop.RunAsync(
                options.GetRequiredValue(_rate),
                TimeSpan.FromSeconds(options.GetRequiredValue(seconds)),
                number => client.SubmitAsync(visitors[number % visitors.Count], cancellationToken),
                cancellationToken);
            await ledger.WaitUntilEndedAsync(cancellationToken);
        }
    }
}
