namespace OrleansAiJobs.Grains.JobTypes.Local;

/// <summary>Puts headlines together from what a text is about and what it says about it: "Tram line: half of the costs".</summary>
internal static class PhraseHeadlines
{
    private const int MaxTopicCharacters = 40;
    private const int MaxPhrases = 20;
    private const int LeastOccurrences = 3;

    /// <summary>The key phrases of several words by themselves, the best first.</summary>
    public static IEnumerable<Headline> Phrases(LocalText text) => KeyPhrases.Find(text)
        .Where(phrase => phrase.IsComplete && phrase.Terms.Length > 1)
        .Take(MaxPhrases)
        .Select(phrase => new Headline(HeadlineText.Tidy(phrase.Text), phrase.Terms, -1, false, 1));

    /// <summary>The topic with each noun phrase that has nothing in common with it, the best first; none when the text has no topic.</summary>
    /// <param name="text">The text.</param>
    /// <param name="chains">Its noun phrases, the best first.</param>
    public static IEnumerable<Headline> Create(LocalText text, IEnumerable<Headline> chains)
    {
        List<KeyPhrase> phrases = [.. KeyPhrases.Find(text).Take(MaxPhrases)];
        if (Topic(text, phrases) is not { } topic)
        {
            yield break;
        }

        var details = Headings(text)
            .Concat(chains.Select(chain => new KeyPhrase(Lower(text, chain.Text), chain.Terms, true, 0)))
            .Concat(phrases.Where(phrase => phrase.IsComplete && (text.Language.HasCapitalNouns || phrase.Terms.Length > 1)));
        foreach (var detail in details.Where(detail => detail.Terms.Length > 0 && Sentence.CountCommon(topic.Terms, detail.Terms) is 0))
        {
            var headline = HeadlineText.Tidy($"{topic.Text}: {detail.Text}");
            if (headline.Length <= HeadlineText.GoodCharacters)
            {
                yield return new Headline(headline, [.. topic.Terms.Union(detail.Terms).Order()], -1, false, 1);
            }
        }
    }

    // The first heading, or the best phrase of what comes first, since texts begin with what they are about.
    private static KeyPhrase? Topic(LocalText text, List<KeyPhrase> phrases)
    {
        var first = text.Sentences[0];
        if (first.Kind is BlockKind.Heading && first.Text.Length <= MaxTopicCharacters && text.Sentences.Count > 1)
        {
            return new KeyPhrase(first.Text, first.Terms, true, 0);
        }

        return phrases.Find(phrase => phrase.Terms.Length > 1 && IsIn(first, phrase)) ??
            FrequentWord(text) ??
            phrases.Where(phrase => IsIn(first, phrase)).MaxBy(phrase => phrase.Text.Length);
    }

    private static KeyPhrase? FrequentWord(LocalText text)
    {
        var word = text.Sentences[0].Words
            .Where(word => !word.IsUnspaced && word.Lower.Length > 2 && !text.Language.IsStopWord(word.Lower))
            .Select(word => (text.Sentences[0].Text[word.Start..word.End], Terms: text.Terms.Of([word])))
            .Select(word => new KeyPhrase(word.Item1, word.Terms, true, text.Sentences.Count(sentence => Sentence.CountCommon(sentence.Terms, word.Terms) > 0)))
            .MaxBy(word => word.Score);
        return word?.Score >= LeastOccurrences ? word : null;
    }

    private static bool IsIn(Sentence sentence, KeyPhrase phrase) =>
        Sentence.CountCommon(sentence.Terms, phrase.Terms) == phrase.Terms.Length;

    private static IEnumerable<KeyPhrase> Headings(LocalText text) => text.Sentences
        .Where(sentence => sentence.Kind is BlockKind.Heading && sentence.Index > 0 && sentence.Words.Length <= 2)
        .Select(sentence => new KeyPhrase(sentence.Text, sentence.Terms, true, 0));

    // "The" has its capital from the head of the line, "Freiburg" and German nouns have their own.
    private static string Lower(LocalText text, string phrase) =>
        text.Language.Determiners.Contains(Words.Of(phrase).First().Lower) ? char.ToLowerInvariant(phrase[0]) + phrase[1..] : phrase;
}
