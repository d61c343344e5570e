using OrleansAiJobs.Grains.JobTypes.Local.Languages;

namespace OrleansAiJobs.Grains.JobTypes.Local;

/// <summary>Takes out of a sentence what a headline does without, and leaves the rest in its order.</summary>
internal static class SentenceTrimmer
{
    /// <summary>"However, prices also fell on Tuesday" becomes "prices fell".</summary>
    public static string Trim(string sentence, LanguageProfile language) =>
        WithoutPassingWords(SentenceAsides.Remove(WithoutOpeners(sentence, language), language), language);

    private static string WithoutOpeners(string sentence, LanguageProfile language)
    {
        while (language.Openers.FirstOrDefault(opener => Opens(sentence, opener, language)) is { } opener)
        {
            sentence = sentence[(opener.Length + 1)..].TrimStart();
        }

        return sentence;
    }

    private static bool Opens(string sentence, string opener, LanguageProfile language) =>
        sentence.Length > opener.Length + 2 &&
        sentence.StartsWith(opener, StringComparison.OrdinalIgnoreCase) &&
        (sentence[opener.Length] is ',' || (sentence[opener.Length] is ' ' && language.Conjunctions.Contains(opener)));

    // Never the first word: in German and others the order of words depends on it.
    private static string WithoutPassingWords(string sentence, LanguageProfile language)
    {
        List<TextWord> words = [.. Words.Of(sentence)];
        for (var index = words.Count - 1; index > 0; index--)
        {
            var start = language.Adverbs.Contains(words[index].Lower) ? index : WeekdayFrom(words, index, language);
            var end = words[index].End;
            if (start > 0 && words[start - 1].End + 1 == words[start].Start && (end == sentence.Length || sentence[end] is ' ' or '.' or ','))
            {
                sentence = sentence.Remove(words[start].Start - 1, end - words[start].Start + 1);
                index = start;
            }
        }

        return sentence;
    }

    private static int WeekdayFrom(List<TextWord> words, int index, LanguageProfile language)
    {
        var isWeekday = language.Prepositions.Contains(words[index - 1].Lower) &&
            language.Weekdays.Any(day => words[index].Lower.StartsWith(day, StringComparison.Ordinal) && !words[index].Lower.EndsWith('s'));
        return isWeekday ? index - 1 : 0;
    }
}
