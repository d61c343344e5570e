using System.Diagnostics.Metrics;
using OrleansAiJobs.Grains.Storage.Rows;
using static OrleansAiJobs.Grains.Telemetry.TelemetryNames;

namespace OrleansAiJobs.Grains.Telemetry;

/// <summary>How full the group commits are, and how long they take.</summary>
internal static class CommitMetrics
{
    private static readonly Meter Meter = new(Source);

    private static readonly Histogram<int> Rows = Meter.CreateHistogram(
        Metrics.CommitRows, "{row}", "Rows of one commit.", advice: new InstrumentAdvice<int> { HistogramBucketBoundaries = [1, 2, 4, 8, 16, 32, 64, 128, 256, 512] });

    private static readonly Histogram<double> Durations = Meter.CreateHistogram(
        Metrics.CommitDuration, "s", "How long one commit took.", advice: new InstrumentAdvice<double> { HistogramBucketBoundaries = [0.001, 0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2] });

    /// <summary>The same commit, measured; also one that fails.</summary>
    public static Func<IReadOnlyList<RowChange>, CancellationToken, Task<IReadOnlyList<RowResult>>> Measure(
        Func<IReadOnlyList<RowChange>, CancellationToken, Task<IReadOnlyList<RowResult>>> commit, TimeProvider time) => async (changes, cancellationToken) =>
        {
            var startedAt = time.GetTimestamp();
            try
            {
                return await commit(changes, cancellationToken);
            }
            finally
            {
                Rows.Record(changes.Count);
                Durations.Record(time.GetElapsedTime(startedAt).TotalSeconds);
            }
        };
}
