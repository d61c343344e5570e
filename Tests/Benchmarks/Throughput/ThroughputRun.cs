using OrleansAiJobs.Tests.Benchmarks.Figures;
using OrleansAiJobs.Tests.Benchmarks.Jobs;
using OrleansAiJobs.Tests.Benchmarks.Sites;
using OrleansAiJobs.Tests.Benchmarks.Visits;
using OrleansAiJobs.Tests.Benchmarks.Warming;

namespace OrleansAiJobs.Tests.Benchmarks.Throughput;

/// <summary>What came of submitting as fast as jobs were accepted, for so long.</summary>
internal sealed class ThroughputRun
{
    private readonly IReadOnlyList<JobTrace> _completed;
    private readonly TimeSpan _submitting;
    private readonly TimeSpan _elapsed;
    private readonly int _notCompleted;
    private readonly Usage _before;
    private readonly Usage _after;
    private readonly TimeSpan _driverCpu;

    private ThroughputRun(JobLedger ledger, int first, long startedAt, TimeSpan submitting, Usage before, Usage after, TimeSpan driverCpu)
    {
        _completed = [.. ledger.AcceptedFrom(first).Where(job => job.End is JobEnd.Completed)];
        _notCompleted = ledger.Count - first - _completed.Count;
        _submitting = submitting;
        _elapsed = TimeProvider.System.GetElapsedTime(startedAt, _completed.Select(job => job.EndedAt).DefaultIfEmpty(startedAt).Max());
        _before = before;
        _after = after;
        _driverCpu = driverCpu;
    }

    public int Jobs => _completed.Count;

    /// <summary>From the first POST to the last end.</summary>
    public double JobsPerSecond => _completed.Count / _elapsed.TotalSeconds;

    public double CpuSecondsPerThousand => _after.Processes.Sum(CpuOf);

    /// <summary>Warms up and measures; waits for all jobs both times.</summary>
    public static async Task<ThroughputRun> MeasureAsync(
        Posters posters, JobLedger ledger, IReadOnlyList<ServerProcess> processes, int warmupJobs, TimeSpan duration, CancellationToken cancellationToken)
    {
        await Warmup.RunAsync(posters, ledger, processes, warmupJobs, cancellationToken);
        var first = ledger.Count;
        var before = Usage.Read(processes);
        var driverBefore = Environment.CpuUsage.TotalTime;
        var startedAt = TimeProvider.System.GetTimestamp();
        await posters.SubmitAsync(duration, cancellationToken);
        var submitting = TimeProvider.System.GetElapsedTime(startedAt);
        await ledger.WaitUntilEndedAsync(cancellationToken);
        return new ThroughputRun(ledger, first, startedAt, submitting, before, Usage.Read(processes), Environment.CpuUsage.TotalTime - driverBefore);
    }

    /// <param name="prefix">What every name begins with.</param>
    public IEnumerable<Figure> Figures(string prefix) =>
    [
        new Figure($"{prefix}jobs", "", _completed.Count),
        new Figure($"{prefix}not completed", "jobs", _notCompleted),
        new Figure($"{prefix}completed", "1/s", JobsPerSecond),
        new Figure($"{prefix}the last one after the last POST by", "s", (_elapsed - _submitting).TotalSeconds),
        .. Durations.Between(_completed.Select(job => (job.PostedAt, job.AcceptedAt))).Figures($"{prefix}POST", 50, 99),
        .. Durations.Between(_completed.Select(job => (job.PostedAt, job.EndedAt))).Figures($"{prefix}POST to the end", 50, 99),
        new Figure($"{prefix}CPU for 1,000 jobs, all servers", "s", CpuSecondsPerThousand),
        .. _after.Processes.Select(process => new Figure($"{prefix}CPU for 1,000 jobs, {process.Name}", "s", CpuOf(process))),
        // Its work is always the same: what it takes tells how fast the machine was just then.
        new Figure($"{prefix}CPU for 1,000 jobs, this program and the AI", "s", _driverCpu.TotalSeconds / _completed.Count * 1000),
    ];

    private double CpuOf(ServerProcess process) => _after.CpuSecondsSince(_before, process) / _completed.Count * 1000;
}
