namespace OrleansAiJobs.Grains.JobTypes.Local;

/// <summary>Picks titles from a text: its headings, its key sentences cut to a headline's length, its key phrases.</summary>
internal static class LocalTitles
{
    // Below it a sentence depends on what was said before, or is far too short or long.
    private const double GoodScore = 0.45;

    /// <summary>At most <paramref name="count"/> different titles, the best first; fewer when the text has no more to give.</summary>
    public static IReadOnlyList<string> Pick(string content, int count)
    {
        var text = LocalText.Read(content);
        if (text.Sentences.Count is 0)
        {
            return [];
        }

        List<Headline> headlines = [.. new HeadlineSources(text).All().OrderByDescending(headline => headline.Score)];
        var titles = Pick(text, headlines, count);
        if (titles.Count < count)
        {
            // Two clauses make two titles where their sentence makes one.
            var divided = headlines.GroupBy(headline => headline.Source).Where(IsDivisible).Select(group => group.Key).ToHashSet();
            headlines.RemoveAll(headline => headline.IsWhole && divided.Contains(headline.Source));
            titles = Pick(text, headlines, count);
        }

        return titles.Count > 0 ? titles : HardCut(text);
    }

    // A text without sentences or phrases, such as one long line of words: its beginning is all there is.
    private static IReadOnlyList<string> HardCut(LocalText text)
    {
        var first = text.Sentences[0].Text;
        var end = SafeText.CutAt(first, HeadlineText.GoodCharacters);
        var space = end < first.Length ? first.LastIndexOf(' ', end) : -1;
        var title = HeadlineText.Tidy(first[..(space > 0 ? space : end)]);
        return title.Length > 0 ? [title] : [];
    }

    private static IReadOnlyList<string> Pick(LocalText text, List<Headline> headlines, int count)
    {
        var picker = new HeadlinePicker(count);
        List<Headline> chains = [.. new NounChains(text).All().OrderByDescending(headline => headline.Score)];
        picker.Add(headlines, GoodScore, maxOverlap: 0.5);
        picker.Add(chains, leastScore: 0, maxOverlap: 0.6);
        picker.Add(headlines, leastScore: 0.1, maxOverlap: 0.7);
        picker.Add(PhraseHeadlines.Create(text, chains), leastScore: 0, maxOverlap: 0.8);
        picker.AddParts(chains.Concat(PhraseHeadlines.Phrases(text)));
        picker.Add(headlines, leastScore: 0.1, maxOverlap: 0.9);
        return picker.Titles;
    }

    private static bool IsDivisible(IEnumerable<Headline> variants)
    {
        List<Headline> parts = [.. variants.Where(variant => !variant.IsWhole && variant.Score >= GoodScore)];
        return parts.Exists(one => parts.Exists(other => Sentence.Overlap(one.Terms, other.Terms) is 0));
    }
}
