namespace OrleansAiJobs.Grains.JobTypes.Local;

/// <summary>A sentence of the text, or a heading or list item that is none.</summary>
internal sealed class Sentence
{
    public required string Text { get; init; }

    public required BlockKind Kind { get; init; }

    /// <summary>Its place in the text, from 0.</summary>
    public required int Index { get; init; }

    /// <summary>Its place in its block, from 0.</summary>
    public required int IndexInBlock { get; init; }

    public required TextWord[] Words { get; init; }

    /// <summary>The distinct terms that carry meaning, as ascending numbers.</summary>
    public required int[] Terms { get; init; }

    /// <summary>How central it is to the text: 1 on average, 0 when it has no connection or was not ranked.</summary>
    public double Rank { get; set; }

    /// <summary>The share of the smaller set of terms that the two have in common.</summary>
    public static double Overlap(ReadOnlySpan<int> terms, ReadOnlySpan<int> others)
    {
        var smaller = Math.Min(terms.Length, others.Length);
        return smaller is 0 ? 0 : (double)CountCommon(terms, others) / smaller;
    }

    public static int CountCommon(ReadOnlySpan<int> terms, ReadOnlySpan<int> others)
    {
        var common = 0;
        var left = 0;
        var right = 0;
        while (left < terms.Length && right < others.Length)
        {
            var order = terms[left].CompareTo(others[right]);
            common += order is 0 ? 1 : 0;
            left += order <= 0 ? 1 : 0;
            right += order >= 0 ? 1 : 0;
        }

        return common;
    }
}
