namespace OrleansAiJobs.Grains.JobTypes.Local;

/// <summary>
/// Ranks sentences by how much they have in common with the others: TextRank, after Rada Mihalcea and Paul Tarau,
/// "TextRank: Bringing Order into Texts", EMNLP 2004, section 4.
/// </summary>
internal static class TextRank
{
    /// <summary>Comparing each with each is quadratic; of longer texts only the sentences with the most terms are compared.</summary>
    public const int MaxSentences = 400;

    private const int MaxTerms = 60;
    private const double Damping = 0.85;
    private const int MaxRounds = 40;
    private const double Precision = 1e-4;

    /// <summary>Sets each sentence's <see cref="Sentence.Rank"/>.</summary>
    public static void Apply(IReadOnlyList<Sentence> sentences)
    {
        var ranked = sentences.Where(sentence => sentence.Terms.Length > 1)
            .OrderByDescending(sentence => Math.Min(sentence.Terms.Length, MaxTerms))
            .ThenBy(sentence => sentence.Index)
            .Take(MaxSentences)
            .ToArray();
        var weights = Weights(ranked);
        var ranks = new double[ranked.Length];
        Array.Fill(ranks, 1);
        var change = double.MaxValue;
        for (var round = 0; round < MaxRounds && change > Precision; round++)
        {
            var next = Next(ranks, weights);
            change = next.Zip(ranks, (now, before) => Math.Abs(now - before)).DefaultIfEmpty().Max();
            ranks = next;
        }

        for (var index = 0; index < ranked.Length; index++)
        {
            ranked[index].Rank = ranks[index];
        }
    }

    // The share of each sentence's vote that each other one gets.
    private static double[][] Weights(Sentence[] sentences)
    {
        var weights = Array.ConvertAll(sentences, _ => new double[sentences.Length]);
        for (var left = 0; left < sentences.Length; left++)
        {
            for (var right = left + 1; right < sentences.Length; right++)
            {
                weights[left][right] = weights[right][left] = Similarity(sentences[left].Terms, sentences[right].Terms);
            }
        }

        foreach (var row in weights)
        {
            var sum = row.Sum();
            for (var index = 0; sum > 0 && index < row.Length; index++)
            {
                row[index] /= sum;
            }
        }

        return weights;
    }

    private static double Similarity(int[] left, int[] right)
    {
        var common = Sentence.CountCommon(left.AsSpan(0, Math.Min(left.Length, MaxTerms)), right.AsSpan(0, Math.Min(right.Length, MaxTerms)));
        return common / (Math.Log(left.Length) + Math.Log(right.Length));
    }

    private static double[] Next(double[] ranks, double[][] weights)
    {
        var next = new double[ranks.Length];
        Array.Fill(next, 1 - Damping);
        for (var from = 0; from < ranks.Length; from++)
        {
            var row = weights[from];
            var vote = Damping * ranks[from];
            for (var to = 0; to < row.Length; to++)
            {
                next[to] += vote * row[to];
            }
        }

        return next;
    }
}
