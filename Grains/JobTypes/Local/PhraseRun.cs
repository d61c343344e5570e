using OrleansAiJobs.Grains.JobTypes.Local.Languages;

namespace OrleansAiJobs.Grains.JobTypes.Local;

/// <summary>A run of meaningful words, with what its places in the text say about it.</summary>
internal sealed class PhraseRun
{
    public required string Text { get; init; }

    public required IReadOnlyList<TextWord> Words { get; init; }

    /// <summary>How often it occurs.</summary>
    public int Count { get; private set; }

    /// <summary>How often the words around it show a noun phrase.</summary>
    public int Signals { get; private set; }

    /// <summary>Whether it once stood without a complement: "costs" has one in "costs of repair".</summary>
    public bool IsComplete { get; private set; }

    /// <summary>The first and last word of each run in a sentence: no stop word within, no punctuation, no bare number.</summary>
    public static IEnumerable<(int First, int Last)> FindIn(Sentence sentence, LanguageProfile language)
    {
        var first = -1;
        for (var index = 0; index <= sentence.Words.Length; index++)
        {
            var isPart = index < sentence.Words.Length && IsPart(sentence, index, language);
            if (first >= 0 && (!isPart || !IsAdjacent(sentence, index)))
            {
                yield return (first, index - 1);
                first = -1;
            }

            first = isPart && first < 0 ? index : first;
        }
    }

    /// <summary>Counts an occurrence.</summary>
    public static void Record(Dictionary<string, PhraseRun> runs, Sentence sentence, int first, int last, LanguageProfile language)
    {
        var text = sentence.Text[sentence.Words[first].Start..sentence.Words[last].End];
        if (!runs.TryGetValue(text, out var run))
        {
            run = new PhraseRun { Text = text, Words = sentence.Words[first..(last + 1)] };
            runs.Add(text, run);
        }

        run.Count++;
        run.Signals += IsNounPhrase(sentence, first, last, language) ? 1 : 0;
        run.IsComplete |= After(sentence, last) is var after && !language.NounLinks.Contains(after) && !language.Genitives.Contains(after);
    }

    private static bool IsPart(Sentence sentence, int index, LanguageProfile language)
    {
        var word = sentence.Words[index];
        return !word.IsUnspaced &&
            word.Lower.Length > 1 &&
            word.Lower.Any(char.IsLetter) &&
            !language.IsStopWord(word.Lower) &&
            (!language.HasCapitalNouns || char.IsUpper(sentence.Text[word.Start]));
    }

    private static bool IsAdjacent(Sentence sentence, int index) =>
        sentence.Text[sentence.Words[index - 1].End..sentence.Words[index].Start] is " ";

    private static bool IsNounPhrase(Sentence sentence, int first, int last, LanguageProfile language)
    {
        if (language.HasCapitalNouns || language == LanguageProfile.Unknown)
        {
            return first > 0 || sentence.Kind is BlockKind.Heading;
        }

        var after = After(sentence, last);
        if (first is 0)
        {
            return language.Auxiliaries.Contains(after);
        }

        var before = sentence.Words[first - 1].Lower;
        return (language.Determiners.Contains(before) || language.Prepositions.Contains(before)) &&
            (after.Length is 0 || (language.IsFunctionWord(after) && !language.Determiners.Contains(after)));
    }

    private static string After(Sentence sentence, int last) =>
        last + 1 < sentence.Words.Length && IsAdjacent(sentence, last + 1) ? sentence.Words[last + 1].Lower : "";
}
