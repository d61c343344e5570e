using OrleansAiJobs.Tests.Benchmarks.Figures;

namespace OrleansAiJobs.Tests.Benchmarks.Growth;

/// <summary>The same done on two tables in turn, so that whatever else the machine does falls on both.</summary>
internal sealed class Comparison(ComparedTable empty, ComparedTable grown)
{
    private readonly Dictionary<string, (List<double> Empty, List<double> Grown)> _taken = [];

    private int _turn;

    /// <summary>Does it on one table, then on the other; each time another goes first.</summary>
    public Task TakeAsync(string name, Func<ComparedTable, Task> work) => InTurnAsync((name, Timed(work)));

    /// <summary>Does one thing and then the next on one table before it is the other's turn.</summary>
    /// <param name="first">What it is; does it, and says how many milliseconds it took.</param>
    /// <param name="next">What follows at once.</param>
    public Task TakeAsync((string Name, Func<ComparedTable, Task<double>> Work) first, (string Name, Func<ComparedTable, Task> Work) next) =>
        InTurnAsync(first, (next.Name, Timed(next.Work)));

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

    private async Task InTurnAsync(params IReadOnlyList<(string Name, Func<ComparedTable, Task<double>> Work)> steps)
    {
        foreach (var table in _turn++ % 2 == 0 ? (ComparedTable[])[empty, grown] : [grown, empty])
        {
            foreach (var (name, work) in steps)
            {
                if (!_taken.TryGetValue(name, out var taken))
                {
                    _taken.Add(name, taken = ([], []));
                }

                (table == empty ? taken.Empty : taken.Grown).Add(await work(table));
            }
        }
    }

    private static Func<ComparedTable, Task<double>> Timed(Func<ComparedTable, Task> work) => async table =>
    {
        var startedAt = TimeProvider.System.GetTimestamp();
        await work(table);
        return TimeProvider.System.GetElapsedTime(startedAt).TotalMilliseconds;
    };
}
