using System.Runtime.InteropServices;

namespace OrleansAiJobs.Grains.Running;

/// <summary>
/// The latest samples of one job type, kept in order: they are asked several times for each that comes, so that sorting them each time would
/// cost more than the rest of a job's start. Not safe for many threads.
/// </summary>
internal sealed class SortedSamples
{
    private const int Kept = 301;
    private const int Enough = 5;

    /// <summary>A job of half the size, or of twice, is much alike.</summary>
    private const int Alike = 2;

    private static readonly Comparer<Sample> ByDuration = Comparer<Sample>.Create((left, right) =>
        (left.Took, left.Expected, left.Written).CompareTo((right.Took, right.Expected, right.Written)));

    private readonly Queue<Sample> _latest = new(Kept);
    private readonly List<Sample> _byDuration = new(Kept);
    private readonly List<double> _ratios = new(Kept);

    /// <summary>There are enough to be honest.</summary>
    public bool AreEnough => _latest.Count >= Enough;

    /// <param name="expected">What the answer was expected to be, in characters; from 1.</param>
    /// <param name="written">What it was.</param>
    /// <param name="took">How long the attempt took.</param>
    public void Add(int expected, int written, TimeSpan took)
    {
        if (_latest.Count == Kept)
        {
            var oldest = _latest.Dequeue();
            _byDuration.RemoveAt(_byDuration.BinarySearch(oldest, ByDuration));
            _ratios.RemoveAt(_ratios.BinarySearch(oldest.Ratio));
        }

        var sample = new Sample(took, expected, written);
        _latest.Enqueue(sample);
        Insert(_byDuration, sample, ByDuration);
        Insert(_ratios, sample.Ratio, Comparer<double>.Default);
    }

    /// <summary>Of all sizes.</summary>
    public TimeSpan Median() => _byDuration[_byDuration.Count / 2].Took;

    /// <summary>How much longer than expected answers are.</summary>
    public double LengthRatio() => _ratios[_ratios.Count / 2];

    /// <summary>What those of about that size, if there are enough, else all, still took that were not over after so long; zero when all were.</summary>
    public TimeSpan MedianRest(int expected, TimeSpan elapsed)
    {
        var all = CollectionsMarshal.AsSpan(_byDuration);
        Span<TimeSpan> alike = stackalloc TimeSpan[Kept];
        var count = 0;
        foreach (ref readonly var sample in all)
        {
            if (sample.Expected <= expected * Alike && expected <= sample.Expected * Alike)
            {
                alike[count++] = sample.Took;
            }
        }

        if (count < Enough)
        {
            count = 0;
            foreach (ref readonly var sample in all)
            {
                alike[count++] = sample.Took;
            }
        }

        var over = 0;
        while (over < count && alike[over] <= elapsed)
        {
            over++;
        }

        return over < count ? alike[over + ((count - over) / 2)] - elapsed : TimeSpan.Zero;
    }

    private static void Insert<T>(List<T> sorted, T item, Comparer<T> order)
    {
        var place = sorted.BinarySearch(item, order);
        sorted.Insert(place < 0 ? ~place : place, item);
    }

    [StructLayout(LayoutKind.Auto)]
    private readonly record struct Sample(TimeSpan Took, int Expected, int Written)
    {
        public double Ratio => (double)Written / Expected;
    }
}
