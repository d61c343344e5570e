namespace OrleansAiJobs.Grains.JobTypes.Local;

/// <summary>Gives each term of a text a number, so that sentences can be compared quickly.</summary>
internal sealed class TermNumbers(Func<string, bool> isStopWord)
{
    private readonly Dictionary<string, int> _numbers = new(StringComparer.Ordinal);

    /// <summary>The distinct terms of the words that carry meaning, ascending.</summary>
    public int[] Of(IEnumerable<TextWord> words)
    {
        SortedSet<int> terms = [];
        foreach (var word in words.Where(word => !isStopWord(word.Lower) && (word.Lower.Length > 1 || word.IsUnspaced)))
        {
            foreach (var term in Words.Terms(word))
            {
                if (!_numbers.TryGetValue(term, out var number))
                {
                    number = _numbers.Count;
                    _numbers.Add(term, number);
                }

                terms.Add(number);
            }
        }

        return [.. terms];
    }
}
