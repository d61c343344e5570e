namespace OrleansAiJobs.Tests.Benchmarks.Figures;

/// <summary>Many durations, in milliseconds.</summary>
internal sealed class Durations
{
    private readonly double[] _sorted;

    private Durations(IEnumerable<double> milliseconds) => _sorted = [.. milliseconds.Order()];

    public int Count => _sorted.Length;

    /// <summary>These.</summary>
    public static Durations Of(IEnumerable<double> milliseconds) => new(milliseconds);

    /// <summary>From the first timestamp to the second of each pair; pairs with a 0 are left out: it has not happened.</summary>
    public static Durations Between(IEnumerable<(long From, long To)> timestamps) => new(
        timestamps.Where(pair => pair.From is not 0 && pair.To is not 0)
            .Select(pair => TimeProvider.System.GetElapsedTime(pair.From, pair.To).TotalMilliseconds));

    /// <summary>The smallest of them that so many percent do not exceed (nearest rank); NaN of none.</summary>
    public double Percentile(double percent) =>
        _sorted.Length == 0 ? double.NaN : _sorted[Math.Max(0, (int)Math.Ceiling(percent / 100 * _sorted.Length) - 1)];

    /// <summary>One figure for each percentage, and one for the slowest.</summary>
    public IEnumerable<Figure> Figures(string name, params double[] percents) =>
        [.. percents.Select(percent => new Figure($"{name}, p{percent}", "ms", Percentile(percent))), new Figure($"{name}, slowest", "ms", Percentile(100))];
}
