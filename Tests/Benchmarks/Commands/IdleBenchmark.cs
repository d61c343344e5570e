using System.CommandLine;
using OrleansAiJobs.Tests.Benchmarks.Figures;

namespace OrleansAiJobs.Tests.Benchmarks.Commands;

/// <summary>What it costs when nobody is there.</summary>
internal sealed class IdleBenchmark : Benchmark
{
    private const double Megabyte = 1_000_000;

    private readonly NumberOption _seconds = new("--seconds", 30, "How long to measure.");
    private readonly NumberOption _settle = new("--settle", 10, "Seconds from readiness to there.", least: 0);

    public IdleBenchmark()
        : base("idle", "CPU and memory of every process with nothing to do and no feed open.")
    {
        Options.Add(_seconds);
        Options.Add(_settle);
    }

    protected override async Task<IReadOnlyList<Figure>> MeasureAsync(Bench bench, ParseResult options, CancellationToken cancellationToken)
    {
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
            new Figure("memory, silos and frontends", "MB", ours.Sum(after.MemoryBytes) / Megabyte),
            .. after.Processes.Select(process => new Figure($"CPU, {process.Name}", "% of a core", after.CpuSecondsSince(before, process) / seconds * 100)),
            .. after.Processes.Select(process => new Figure($"memory, {process.Name}", "MB", after.MemoryBytes(process) / Megabyte)),
        ];
    }
}
