using System.CommandLine;
using OrleansAiJobs.Tests.Benchmarks.Figures;
using OrleansAiJobs.Tests.Benchmarks.Visits;

namespace OrleansAiJobs.Tests.Benchmarks.Commands;

/// <summary>What it costs when nobody is there.</summary>
internal sealed class IdleBenchmark : Benchmark
{
    private const double Megabyte = 1_000_000;
    private const int Visitors = 200;

    private readonly NumberOption _seconds = new("--seconds", 30, "How long to measure.");
    private readonly NumberOption _jobs = new("--jobs", 0, "Jobs before it, of 200 visitors whose feeds are closed again.", least: 0);
    private readonly NumberOption _settle = new("--settle", 10, "Seconds from readiness, or from those jobs, to there.", least: 0);

    public IdleBenchmark()
        : base("idle", "CPU and memory of every process with nothing to do and no feed open.")
    {
        Options.Add(_seconds);
        Options.Add(_jobs);
        Options.Add(_settle);
    }

    protected override async Task<IReadOnlyList<Figure>> MeasureAsync(Bench bench, ParseResult options, CancellationToken cancellationToken)
    {
        if (options.GetRequiredValue(_jobs) is var jobs and > 0)
        {
            Say("Submitting");
            await RunAsync(bench, jobs, cancellationToken);
        }

        Say("Settling");
        await PauseAsync(TimeSpan.FromSeconds(options.GetRequiredValue(_settle)), cancellationToken);
        var before = bench.ReadUsage();
        var startedAt = TimeProvider.System.GetTimestamp();
        Say("Measuring");
        await PauseAsync(TimeSpan.FromSeconds(options.GetRequiredValue(_seconds)), cancellationToken);
        var seconds = TimeProvider.System.GetElapsedTime(startedAt).TotalSeconds;
        var after = bench.ReadUsage();

        var ours = bench.Site.Processes.Where(process => process.Role is not Sites.ServerRole.Store);
        return
        [
            new Figure("CPU, silos and frontends", "% of a core", ours.Sum(process => after.CpuSecondsSince(before, process)) / seconds * 100),
            new Figure("memory, silos and frontends, at first", "MB", ours.Sum(before.MemoryBytes) / Megabyte),
            new Figure("memory, silos and frontends", "MB", ours.Sum(after.MemoryBytes) / Megabyte),
            .. after.Processes.Select(process => new Figure($"CPU, {process.Name}", "% of a core", after.CpuSecondsSince(before, process) / seconds * 100)),
            .. after.Processes.Select(process => new Figure($"memory, {process.Name}", "MB", after.MemoryBytes(process) / Megabyte)),
        ];
    }

    private static async Task RunAsync(Bench bench, int jobs, CancellationToken cancellationToken)
    {
        var visitors = await bench.OpenSessionsAsync(Visitors, cancellationToken);
        using var feeds = await FeedCrowd.OpenAsync(visitors, perVisitor: 1, bench.Reader.Read, cancellationToken);
        await new Posters(bench.Client, visitors, Posters.Usual).SubmitAsync(jobs, cancellationToken);
        await bench.Ledger.WaitUntilEndedAsync(cancellationToken);
    }
}
