using OrleansAiJobs.Grains.JobTypes.Local.Languages;

namespace OrleansAiJobs.Grains.JobTypes.Local;

/// <summary>Takes asides out of a sentence: brackets, "said the mayor", "according to …", ", who took office in May,".</summary>
internal static class SentenceAsides
{
    private const int MaxSubjectWords = 5;
    private const int LeastWordsLeft = 4;

    public static string Remove(string sentence, LanguageProfile language)
    {
        sentence = WithoutBrackets(sentence);
        sentence = WithoutSpeaker(sentence, language);
        sentence = WithoutSource(sentence, language);
        return WithoutApposition(sentence, language);
    }

    private static string WithoutBrackets(string sentence)
    {
        var open = sentence.IndexOf(" (", StringComparison.Ordinal);
        var close = open < 0 ? -1 : sentence.IndexOf(')', open);
        return close < 0 ? sentence : sentence.Remove(open, close + 1 - open);
    }

    // “We are ready,” said the mayor.
    private static string WithoutSpeaker(string sentence, LanguageProfile language)
    {
        List<TextWord> words = [.. Words.Of(sentence)];
        for (var index = LeastWordsLeft; index < words.Count; index++)
        {
            var between = sentence.AsSpan(words[index - 1].End, words[index].Start - words[index - 1].End);
            if (between.Contains(',') && language.ReportingVerbs.Contains(words[index].Lower))
            {
                return sentence[..words[index].Start].TrimEnd(' ', ',');
            }
        }

        return sentence;
    }

    // At the end the source is what follows up to the stop; within a German sentence it is one noun.
    private static string WithoutSource(string sentence, LanguageProfile language)
    {
        foreach (var attribution in language.Attributions)
        {
            var at = sentence.IndexOf($" {attribution} ", StringComparison.OrdinalIgnoreCase);
            if (at <= 0)
            {
                continue;
            }

            var rest = sentence.AsSpan(at);
            if (!rest.Contains(',') && sentence[at - 1] is ',')
            {
                return sentence[..(at - 1)];
            }

            List<TextWord> words = [.. Words.Of(sentence[(at + attribution.Length + 2)..])];
            var noun = words.FindIndex(word => char.IsUpper(sentence[at + attribution.Length + 2 + word.Start]));
            if (language.HasCapitalNouns && noun is 0 or 1)
            {
                return sentence.Remove(at, attribution.Length + 2 + words[noun].End);
            }
        }

        return sentence;
    }

    // "The bakery, founded in 1952, will close": what stands between the commas, when it begins like an aside.
    private static string WithoutApposition(string sentence, LanguageProfile language)
    {
        var open = sentence.IndexOf(", ", StringComparison.Ordinal);
        var close = open < 0 ? -1 : sentence.IndexOf(", ", open + 2, StringComparison.Ordinal);
        if (close < 0)
        {
            return sentence;
        }

        List<TextWord> subject = [.. Words.Of(sentence[..open])];
        List<TextWord> aside = [.. Words.Of(sentence[(open + 2)..close])];
        List<TextWord> rest = [.. Words.Of(sentence[(close + 2)..])];
        var isSubject = subject.Count is > 0 and <= MaxSubjectWords &&
            !language.Prepositions.Contains(subject[0].Lower) &&
            !language.Subordinators.Contains(subject[0].Lower) &&
            (!language.HasCapitalNouns || char.IsUpper(sentence[subject[^1].Start])) &&
            !subject.Exists(word => language.Auxiliaries.Contains(word.Lower) || language.Pronouns.Contains(word.Lower));
        var isAside = aside.Count > 1 &&
            !aside.Exists(word => word.Lower == language.And) &&
            (language.Relatives.Contains(aside[0].Lower) || language.Determiners.Contains(aside[0].Lower) || IsParticiple(aside[0].Lower, language));
        var goesOn = rest.Count >= LeastWordsLeft - 1 && !language.Conjunctions.Contains(rest[0].Lower);
        return isSubject && isAside && goesOn ? $"{sentence[..open]} {sentence[(close + 2)..]}" : sentence;
    }

    private static bool IsParticiple(string word, LanguageProfile language) =>
        language.ParticipleEndings.Any(ending => word.EndsWith(ending, StringComparison.Ordinal));
}
