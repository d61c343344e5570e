using System.Collections.Concurrent;
using System.Runtime.InteropServices;

namespace OrleansAiJobs.Grains.Running;

/// <summary>
/// How long the latest successful attempts took and how much they wrote, by job type; the size of a job is what its answer was expected to be.
/// Safe for many threads.
/// </summary>
internal sealed class DurationSamples
{
    private const int Kept = 301;
    private const int Enough = 5;

    /// <summary>A job of half the size, or of twice, is much alike.</summary>
    private const int Alike = 2;

    private readonly ConcurrentDictionary<string, Queue<Sample>> _samples = new(StringComparer.Ordinal);

    /// <param name="type">The job's type.</param>
    /// <param name="expectedCharacters">What the answer was expected to be.</param>
    /// <param name="writtenCharacters">What it was.</param>
    /// <param name="took">How long the attempt took.</param>
    public void Add(string type, int expectedCharacters, int writtenCharacters, TimeSpan took)
    {
        var samples = _samples.GetOrAdd(type, _ => new Queue<Sample>(Kept));
        lock (samples)
        {
            if (samples.Count == Kept)
            {
                samples.Dequeue();
            }

            samples.Enqueue(new Sample(Math.Max(1, expectedCharacters), writtenCharacters, took));
        }
    }

    /// <summary>Of all sizes. Null until there are enough samples to be honest.</summary>
    public TimeSpan? Median(string type) => Read(type) is { Length: >= Enough } samples ? Middle(samples.Select(sample => sample.Took)) : null;

    /// <summary>Of jobs of about that size, if there are enough of them, else of all; null until there are enough of those.</summary>
    public TimeSpan? Median(string type, int expectedCharacters) => MedianRest(type, expectedCharacters, TimeSpan.Zero);

    /// <summary>What those that were not over after so long still took. Null until there are enough samples.</summary>
    public TimeSpan? MedianRest(string type, int expectedCharacters, TimeSpan elapsed)
    {
        var all = Read(type);
        Sample[] alike = [.. all.Where(sample => sample.Expected <= expectedCharacters * Alike && expectedCharacters <= sample.Expected * Alike)];
        var samples = alike.Length >= Enough ? alike : all;
        if (samples.Length < Enough)
        {
            return null;
        }

        var longer = samples.Where(sample => sample.Took > elapsed).ToArray();
        return longer.Length > 0 ? Middle(longer.Select(sample => sample.Took - elapsed)) : TimeSpan.Zero;
    }

    /// <summary>How much longer than expected answers are; 1 until there are enough samples.</summary>
    public double LengthRatio(string type) =>
        Read(type) is { Length: >= Enough } samples ? Middle(samples.Select(sample => (double)sample.Written / sample.Expected)) : 1;

    private static T Middle<T>(IEnumerable<T> values)
    {
        T[] sorted = [.. values.Order()];
        return sorted[sorted.Length / 2];
    }

    private Sample[] Read(string type)
    {
        if (!_samples.TryGetValue(type, out var samples))
        {
            return [];
        }

        lock (samples)
        {
            return [.. samples];
        }
    }

    [StructLayout(LayoutKind.Auto)]
    private readonly record struct Sample(int Expected, int Written, TimeSpan Took);
}
