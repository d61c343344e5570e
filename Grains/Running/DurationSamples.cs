using System.Collections.Concurrent;

namespace OrleansAiJobs.Grains.Running;

/// <summary>
/// How long the latest successful attempts took and how much they wrote, by job type; the size of a job is what its answer was expected to be.
/// Safe for many threads.
/// </summary>
internal sealed class DurationSamples
{
    private readonly ConcurrentDictionary<string, SortedSamples> _samples = new(StringComparer.Ordinal);

    /// <param name="type">The job's type.</param>
    /// <param name="expectedCharacters">What the answer was expected to be.</param>
    /// <param name="writtenCharacters">What it was.</param>
    /// <param name="took">How long the attempt took.</param>
    public void Add(string type, int expectedCharacters, int writtenCharacters, TimeSpan took)
    {
        var samples = _samples.GetOrAdd(type, _ => new SortedSamples());
        lock (samples)
        {
            samples.Add(Math.Max(1, expectedCharacters), writtenCharacters, took);
        }
    }

    /// <summary>Of all sizes. Null until there are enough samples to be honest.</summary>
    public TimeSpan? Median(string type) => Ask<TimeSpan?>(type, samples => samples.Median(), none: null);

    /// <summary>Of jobs of about that size, if there are enough of them, else of all; null until there are enough of those.</summary>
    public TimeSpan? Median(string type, int expectedCharacters) => MedianRest(type, expectedCharacters, TimeSpan.Zero);

    /// <summary>What those that were not over after so long still took. Null until there are enough samples.</summary>
    public TimeSpan? MedianRest(string type, int expectedCharacters, TimeSpan elapsed) =>
        Ask<TimeSpan?>(type, samples => samples.MedianRest(expectedCharacters, elapsed), none: null);

    /// <summary>How much longer than expected answers are; 1 until there are enough samples.</summary>
    public double LengthRatio(string type) => Ask(type, samples => samples.LengthRatio(), none: 1);

    private T Ask<T>(string type, Func<SortedSamples, T> question, T none)
    {
        if (!_samples.TryGetValue(type, out var samples))
        {
            return none;
        }

        lock (samples)
        {
            return samples.AreEnough ? question(samples) : none;
        }
    }
}
