using OrleansAiJobs.Tests.Benchmarks.Figures;

namespace OrleansAiJobs.Tests.Benchmarks.Growth;

/// <summary>The same done on two tables in turn, so that whatever else the machine does falls on both.</summary>
internal sealed class Comparison(ComparedTable empty, ComparedTable grown)
{
    private readonly Dictionary<string, (List<double> Empty, List<double> Grown)> _taken = [];

    public Task TakeAsync(string name, Func<ComparedTable, Task> work) => TakeAsync(name, async table =>
    {
        var startedAt = TimeProvider.System.GetTimestamp();
        await work(table);
        return TimeProvider.System.GetElapsedTime(startedAt).TotalMilliseconds;
    });

    /// <param name="name">What it is.</param>
    /// <param name="work">Does it, and says how many milliseconds it took.</param>
    public async Task TakeAsync(string name, Func<ComparedTable, Task<double>> work)
    {
        if (!_taken.TryGetValue(name, out var taken))
        {
            _taken.Add(name, taken = ([], []));
        }

        taken.Empty.Add(await work(empty));
        taken.Grown.Add(await work(grown));
    }

    /// <summary>What has been taken of these so far does not count: it was the warm-up.</summary>
    public void Forget(params IEnumerable<string> names)
    {
        foreach (var name in names)
        {
            _taken.Remove(name);
        }
    }

    /// <summary>Of each the medians, and how many times longer the larger table takes.</summary>
    public IEnumerable<Figure> Figures() => _taken.SelectMany(taken =>
    {
        var (onEmpty, onGrown) = (Durations.Of(taken.Value.Empty).Percentile(50), Durations.Of(taken.Value.Grown).Percentile(50));
        return (Figure[])
        [
            new Figure($"{taken.Key}, empty table, p50", "ms", onEmpty),
            new Figure($"{taken.Key}, grown table, p50", "ms", onGrown),
            new Figure($"{taken.Key}, grown to empty", "times", onGrown / onEmpty),
        ];
    });
}
