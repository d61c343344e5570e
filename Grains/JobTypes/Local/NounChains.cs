using OrleansAiJobs.Grains.JobTypes.Local.Languages;

namespace OrleansAiJobs.Grains.JobTypes.Local;

/// <summary>
/// Finds noun phrases that prepositions hold together, such as "the missing border between the office and the living room":
/// what RAKE calls adjoining keywords. They make headlines without a verb.
/// </summary>
internal sealed class NounChains(LocalText text)
{
    private const int MaxGroupWords = 4;
    private const int MaxGroups = 4;
    private const int LeastCharacters = 15;
    private const double Weight = 0.6;

    private readonly LanguageProfile _language = text.Language;

    public IEnumerable<Headline> All() => text.Sentences
        .Where(sentence => sentence.Kind is BlockKind.Paragraph)
        .SelectMany(From);

    private IEnumerable<Headline> From(Sentence sentence)
    {
        for (var first = 1; first < sentence.Words.Length; first++)
        {
            var determiner = sentence.Words[first - 1].Lower;
            if (!CanBegin(determiner, sentence.Words[first].Lower))
            {
                continue;
            }

            var last = EndOfChain(sentence, first);
            if (last > first)
            {
                // German articles show a case that would be wrong at the head of a headline.
                var start = _language.HasCapitalNouns || !_language.Determiners.Contains(determiner) || _language.Pronouns.Contains(determiner)
                    ? first
                    : first - 1;
                var phrase = HeadlineText.Tidy(sentence.Text[sentence.Words[start].Start..sentence.Words[last].End]);
                if (phrase.Length is >= LeastCharacters and <= HeadlineText.GoodCharacters)
                {
                    yield return new Headline(phrase, text.Terms.Of(sentence.Words[first..(last + 1)]), sentence.Index, false, Weight * (0.6 + sentence.Rank));
                }

                first = last;
            }
        }
    }

    // The last word of: group (preposition determiner? group)+; 0 when there is only one group.
    private int EndOfChain(Sentence sentence, int first)
    {
        var end = EndOfGroup(sentence, first);
        var chainEnd = 0;
        for (var groups = 1; end > 0 && end < sentence.Words.Length && groups < MaxGroups; groups++)
        {
            var next = end + 1;
            var link = sentence.Words[end].Lower;
            var hasDeterminer = next < sentence.Words.Length && _language.Determiners.Contains(sentence.Words[next].Lower) && IsAdjacent(sentence, next);
            if (!IsAdjacent(sentence, end) || !IsLink(link, hasDeterminer))
            {
                break;
            }

            next += hasDeterminer ? 1 : 0;
            end = next < sentence.Words.Length && IsAdjacent(sentence, next) ? EndOfGroup(sentence, next) : 0;
            chainEnd = end > 0 ? end - 1 : chainEnd;
        }

        return end > 0 && EndsCleanly(sentence, end) ? chainEnd : 0;
    }

    // What follows the chain must not belong to it: a verb that is on no list could else be taken for its last noun.
    private bool EndsCleanly(Sentence sentence, int end) =>
        end >= sentence.Words.Length || !IsAdjacent(sentence, end) || _language.HasCapitalNouns ||
        (_language.IsFunctionWord(sentence.Words[end].Lower) && !_language.Determiners.Contains(sentence.Words[end].Lower));

    // "The office and the living room" is a pair of nouns; "my desk and forgot" is not, and only the second article tells.
    private bool IsLink(string word, bool hasDeterminer) =>
        _language.NounLinks.Contains(word) ||
        (word == _language.And && (hasDeterminer || _language.HasCapitalNouns)) ||
        _language.Genitives.Contains(word);

    // "den Anwohnern" would leave a dative at the head, "des Baus" a genitive.
    private bool CanBegin(string determiner, string word) =>
        (_language.Determiners.Contains(determiner) || (_language.NounLinks.Contains(determiner) && !_language.HasCapitalNouns)) &&
        !_language.Weekdays.Contains(word) &&
        !(_language.HasCapitalNouns && (determiner.EndsWith('s') || (determiner.EndsWith('n') && word.EndsWith('n')) || determiner.EndsWith('m')));

    private int EndOfGroup(Sentence sentence, int first)
    {
        var end = first;
        while (end < sentence.Words.Length && end - first < MaxGroupWords && (end == first || IsAdjacent(sentence, end)) && IsContent(sentence, end))
        {
            end++;
        }

        var endsInNoun = !_language.HasCapitalNouns || (end > first && char.IsUpper(sentence.Text[sentence.Words[end - 1].Start]));
        return end > first && endsInNoun && !_language.Fillers.Contains(sentence.Words[end - 1].Lower) ? end : 0;
    }

    private bool IsContent(Sentence sentence, int index)
    {
        var word = sentence.Words[index];
        return !word.IsUnspaced && !_language.IsFunctionWord(word.Lower) && !_language.Pronouns.Contains(word.Lower) &&
            word.Lower.Any(char.IsLetter);
    }

    private static bool IsAdjacent(Sentence sentence, int index) =>
        sentence.Text[sentence.Words[index - 1].End..sentence.Words[index].Start] is " ";
}
