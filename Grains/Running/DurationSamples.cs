using System.Collections.Concurrent;

namespace OrleansAiJobs.Grains.Running;

/// <summary>How long this silo's latest successful attempts took, by job type. Safe for many threads.</summary>
internal sealed class DurationSamples
{
    private const int Kept = 101;
    private const int Enough = 5;

    private readonly ConcurrentDictionary<string, Queue<TimeSpan>> _samples = new(StringComparer.Ordinal);

    public void Add(string type, TimeSpan duration)
    {
        var samples = _samples.GetOrAdd(type, _ => new Queue<TimeSpan>(Kept));
        lock (samples)
        {
            if (samples.Count == Kept)
            {
                samples.Dequeue();
            }

            samples.Enqueue(duration);
        }
    }

    /// <summary>Null until there are enough samples to be honest.</summary>
    public TimeSpan? Median(string type)
    {
        if (!_samples.TryGetValue(type, out var samples))
        {
            return null;
        }

        TimeSpan[] sorted;
        lock (samples)
        {
            sorted = [.. samples];
        }

        if (sorted.Length < Enough)
        {
            return null;
        }

        Array.Sort(sorted);
        return sorted[sorted.Length / 2];
    }
}
