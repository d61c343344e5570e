using OrleansAiJobs.Tests.Benchmarks.Jobs;
using OrleansAiJobs.Tests.Benchmarks.Sites;
using OrleansAiJobs.Tests.Benchmarks.Visits;

namespace OrleansAiJobs.Tests.Benchmarks.Warming;

/// <summary>
/// Jobs that are not measured, in rounds with a rest after each until all processes are quiet: .NET compiles what is called often anew, in the
/// background and more than once, and what it has not got to by the end of a warm-up without rests it does while we measure.
/// </summary>
internal static class Warmup
{
    private const int Rounds = 10;

    // Of one core, for all processes together.
    private const double QuietShare = 0.15;

    private static readonly TimeSpan Glance = TimeSpan.FromSeconds(0.5);
    private static readonly TimeSpan LongestRest = TimeSpan.FromSeconds(15);

    /// <summary>Submits the jobs, waits until all have ended, the processes rest and the disk has everything.</summary>
    public static async Task RunAsync(
        Posters posters, JobLedger ledger, IReadOnlyCollection<ServerProcess> processes, int jobs, CancellationToken cancellationToken)
    {
        for (var round = 0; round < Rounds; round++)
        {
            await posters.SubmitAsync((jobs + round) / Rounds, cancellationToken);
            await ledger.WaitUntilEndedAsync(cancellationToken);
            await RestAsync(processes, cancellationToken);
        }

        await DirtyPages.WriteOutAsync();
    }

    private static async Task RestAsync(IReadOnlyCollection<ServerProcess> processes, CancellationToken cancellationToken)
    {
        var startedAt = TimeProvider.System.GetTimestamp();
        double share;
        do
        {
            var before = CpuSeconds(processes);
            await Task.Delay(Glance, TimeProvider.System, cancellationToken);
            share = (CpuSeconds(processes) - before) / Glance.TotalSeconds;
        }
        while (share > QuietShare && TimeProvider.System.GetElapsedTime(startedAt) < LongestRest);
    }

    private static double CpuSeconds(IReadOnlyCollection<ServerProcess> processes) =>
        processes.Sum(process => process.CpuSeconds) + Environment.CpuUsage.TotalTime.TotalSeconds;
}
