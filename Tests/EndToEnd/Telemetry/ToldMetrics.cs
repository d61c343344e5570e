using OrleansAiJobs.Tests.EndToEnd.Telemetry.Otlp;

namespace OrleansAiJobs.Tests.EndToEnd.Telemetry;

/// <summary>Metrics at one moment.</summary>
internal sealed class ToldMetrics(IReadOnlyList<Metric> metrics)
{
    /// <summary>The names of all that were told.</summary>
    public ISet<string> Names => metrics.Select(metric => metric.Name).ToHashSet(StringComparer.Ordinal);

    /// <summary>The sum over all processes of a counter, or the number of values of a histogram; for the points with these attributes.</summary>
    public double Total(string name, params (string Key, string Value)[] attributes) => metrics
        .Where(metric => metric.Name == name)
        .Sum(metric => Numbers(metric).Where(point => Has(point.Attributes, attributes)).Sum(point => point.Value));

    private static IEnumerable<(double Value, IReadOnlyList<KeyValue> Attributes)> Numbers(Metric metric) => metric.DataCase switch
    {
        Metric.DataOneofCase.Sum => metric.Sum.Points.Select(ValueOf),
        Metric.DataOneofCase.Gauge => metric.Gauge.Points.Select(ValueOf),
        _ => metric.Histogram.Points.Select(point => ((double)point.Count, (IReadOnlyList<KeyValue>)point.Attributes)),
    };

    private static (double Value, IReadOnlyList<KeyValue> Attributes) ValueOf(Number point) =>
        (point.ValueCase is Number.ValueOneofCase.AsInt ? point.AsInt : point.AsDouble, point.Attributes);

    private static bool Has(IReadOnlyList<KeyValue> attributes, (string Key, string Value)[] wanted) =>
        Array.TrueForAll(wanted, pair => Attributes.Read(attributes, pair.Key) == pair.Value);
}
