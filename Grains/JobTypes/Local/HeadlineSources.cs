using OrleansAiJobs.Grains.JobTypes.Local.Languages;

namespace OrleansAiJobs.Grains.JobTypes.Local;

/// <summary>Makes headlines of a text's own headings and sentences.</summary>
internal sealed class HeadlineSources(LocalText text)
{
    private const int LeastWords = 3;
    private const int MaxHeadings = 50;
    private const int MaxSentences = 200;

    // Headlines come from the first clauses; the bounds keep the work on a text without stops small.
    private const int MaxSentenceCharacters = 500;
    private const int MaxClauses = 4;

    private readonly LanguageProfile _language = text.Language;

    /// <summary>Every headline that is worth considering, in no order.</summary>
    public IEnumerable<Headline> All()
    {
        var headings = text.Sentences.Where(sentence => sentence.Kind is BlockKind.Heading).Take(MaxHeadings);
        var sentences = text.Sentences.Where(sentence => sentence.Kind is not BlockKind.Heading)
            .OrderByDescending(sentence => sentence.Rank)
            .Take(MaxSentences);
        return headings.Concat(sentences).SelectMany(From);
    }

    private IEnumerable<Headline> From(Sentence sentence)
    {
        if (sentence.Text.Contains("://", StringComparison.Ordinal) || sentence.Text.Contains('@', StringComparison.Ordinal))
        {
            return [];
        }

        var beginning = sentence.Text[..SafeText.CutAt(sentence.Text, MaxSentenceCharacters)];
        return Variants(SentenceTrimmer.Trim(beginning, _language))
            .Select((variant, index) => (Text: HeadlineText.Tidy(variant.Text), IsWhole: index is 0, variant.Weight))
            .Where(variant => variant.Text.Length is > 0 and <= HeadlineText.MaxCharacters)
            .Select(variant => Create(sentence, variant.Text, variant.IsWhole, variant.Weight))
            .Where(headline => headline.IsWhole || Words.Of(headline.Text).Take(LeastWords).Count() is LeastWords || sentence.Words.Any(word => word.IsUnspaced));
    }

    private IEnumerable<(string Text, double Weight)> Variants(string sentence)
    {
        var cutter = new ClauseCutter(sentence, _language);
        foreach (var variant in WholeAndBeginning(sentence, 1))
        {
            yield return variant;
        }

        foreach (var clause in cutter.LaterClauses().Take(MaxClauses).Prepend(cutter.WithoutIntroduction()))
        {
            // Scripts without spaces have no small words that would tell a clause from a fragment.
            foreach (var variant in clause is null ? [] : WholeAndBeginning(clause, Words.Of(sentence).Any(word => word.IsUnspaced) ? 0.5 : 0.85))
            {
                yield return variant;
            }
        }
    }

    private IEnumerable<(string Text, double Weight)> WholeAndBeginning(string clause, double weight)
    {
        yield return (clause, weight);
        if (new ClauseCutter(clause, _language).Beginning(HeadlineText.GoodCharacters) is { } beginning)
        {
            // Cutting off a word or two spoils more than it gains.
            var gain = clause.Length <= HeadlineText.MaxCharacters && beginning.Length > clause.Length * 0.8 ? 0.5
                : clause.Length > HeadlineText.GoodCharacters ? 0.95
                : 0.7;
            yield return (beginning, weight * gain);
        }
    }

    private Headline Create(Sentence sentence, string headline, bool isWhole, double weight)
    {
        List<TextWord> words = [.. Words.Of(headline)];
        var position = sentence.Index is 0 ? 1.6 : sentence.IndexInBlock is 0 ? 1.1 : 1;
        var kind = sentence.Kind is not BlockKind.Heading ? 1 : words.Count < LeastWords ? 0.4 : sentence.Index is 0 ? 5 : 2;
        var rank = 0.7 + (0.3 * Math.Min(sentence.Rank, 2));
        var score = rank * weight * position * kind * Form(headline, words);
        return new Headline(headline, text.Terms.Of(words), sentence.Index, isWhole, score);
    }

    private double Form(string headline, List<TextWord> words)
    {
        if (words.Count is 0)
        {
            return 0.1;
        }

        var isUnspaced = words[0].IsUnspaced;
        var length = (headline.Length * (isUnspaced ? 2.5 : 1)) switch
        {
            < 12 => 0.3,
            < 20 => 0.6,
            < 28 => 0.85,
            <= 62 => 1,
            <= HeadlineText.GoodCharacters => 0.85,
            _ => 0.7,
        };
        var hasSubstance = words.Count >= LeastWords || isUnspaced ? 1 : 0.5;
        var ends = _language.IsFunctionWord(words[^1].Lower) ? 0.5 : 1;
        return length * Beginning(headline, words) * hasSubstance * ends;
    }

    private double Beginning(string headline, List<TextWord> words)
    {
        var first = words[0].Lower;
        if (_language.Pronouns.Contains(first))
        {
            // "This apple crumble" says what it means, "this is" does not.
            var names = _language.Determiners.Contains(first) && words.Count > 1 && !_language.IsStopWord(words[1].Lower);
            return names ? 0.8 : _language.Speakers.Contains(first) ? 0.75 : 0.4;
        }

        return _language.Subordinators.Contains(first) && !headline.EndsWith('?') ? 0.6
            : _language.Conjunctions.Contains(first) ? 0.6
            : char.IsDigit(headline[0]) && headline.Length < 50 ? 0.3
            : 1;
    }
}
