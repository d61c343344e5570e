namespace OrleansAiJobs.Grains.JobTypes.Local;

/// <summary>
/// Finds what a text is about: runs of words between stop words and punctuation, weighed by their words. After RAKE: Stuart Rose et al.,
/// "Automatic Keyword Extraction from Individual Documents", in Text Mining: Applications and Theory, Wiley 2010.
/// Unlike there, a run counts only where its neighbours show that it is a noun phrase, since it is to be read by people.
/// </summary>
internal static class KeyPhrases
{
    private const int MaxWords = 3;
    private const int MaxCharacters = 45;

    /// <summary>The phrases, the best first; no two with the same terms.</summary>
    public static IReadOnlyList<KeyPhrase> Find(LocalText text)
    {
        Dictionary<string, PhraseRun> runs = new(StringComparer.OrdinalIgnoreCase);
        Dictionary<string, int> frequencies = new(StringComparer.Ordinal);
        foreach (var sentence in text.Sentences)
        {
            foreach (var word in sentence.Words.Where(word => !word.IsUnspaced && !text.Language.IsStopWord(word.Lower)))
            {
                var term = Words.Terms(word).First();
                frequencies[term] = frequencies.GetValueOrDefault(term) + 1;
            }

            foreach (var (first, last) in PhraseRun.FindIn(sentence, text.Language))
            {
                if (last - first < MaxWords && sentence.Words[last].End - sentence.Words[first].Start <= MaxCharacters)
                {
                    PhraseRun.Record(runs, sentence, first, last, text.Language);
                }
            }
        }

        return [.. runs.Values
            .Where(run => run.Signals > 0)
            .Select(run => new KeyPhrase(run.Text, text.Terms.Of(run.Words), run.IsComplete, Score(run, frequencies)))
            .Where(phrase => phrase.Terms.Length > 0)
            .OrderByDescending(phrase => phrase.Score)
            .DistinctBy(phrase => string.Join(' ', phrase.Terms))];
    }

    private static double Score(PhraseRun run, Dictionary<string, int> frequencies)
    {
        var weight = run.Words.Sum(word => Math.Log(1 + frequencies.GetValueOrDefault(Words.Terms(word).First())));
        var length = run.Words.Count is 1 ? 0.8 : 1;
        return weight * length * (1 + Math.Log(run.Count)) * Math.Min(run.Signals, 3);
    }
}
