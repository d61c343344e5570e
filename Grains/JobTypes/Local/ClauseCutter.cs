using System.Buffers;
using OrleansAiJobs.Grains.JobTypes.Local.Languages;

namespace OrleansAiJobs.Grains.JobTypes.Local;

/// <summary>Shortens a sentence where its grammar allows it, as far as small words and punctuation show it.</summary>
internal sealed class ClauseCutter(string text, LanguageProfile language)
{
    private const int LeastWords = 4;
    private const int LeastCharacters = 20;
    private const int GoodCharacters = 32;
    private const int LeastUnspacedCharacters = 6;
    private const int MaxItemWords = 3;
    private const int LeastJoinedWords = 5;

    private static readonly SearchValues<char> Commas = SearchValues.Create(",،、，");
    private static readonly SearchValues<char> Breaks = SearchValues.Create(";:–—(؛；：");

    private readonly List<TextWord> _words = [.. Words.Of(text)];

    /// <summary>
    /// A beginning of at most <paramref name="maxCharacters"/> that can stand alone, cut at the strongest gap there is; null when there is none.
    /// </summary>
    public string? Beginning(int maxCharacters)
    {
        var (best, end) = (ClauseGap.None, 0);
        for (var index = 1; index < _words.Count && _words[index - 1].End <= maxCharacters; index++)
        {
            var gap = CanEndBefore(index) && !IsIntroduction(index) ? GapBefore(index) : ClauseGap.None;

            // After a comma that closes a clause of a good length, the next comma would only add half a thought.
            var isBetter = gap > best || (gap == best && !(gap is ClauseGap.Punctuation && end >= GoodCharacters));
            if (gap is not ClauseGap.None && isBetter)
            {
                (best, end) = (gap, _words[index - 1].End);
            }
        }

        return best is ClauseGap.None ? null : text[..end];
    }

    /// <summary>What follows an introduction such as "After two years," or "When it rains,"; null when there is none.</summary>
    public string? WithoutIntroduction()
    {
        if (_words.Count is 0 || !(language.Subordinators.Contains(_words[0].Lower) || language.Prepositions.Contains(_words[0].Lower)))
        {
            return null;
        }

        var comma = text.AsSpan().IndexOfAny(Commas);
        return comma > 0 && comma < text.Length * 2 / 3 ? text[(comma + 1)..].TrimStart() : null;
    }

    /// <summary>The clauses after the first that can stand alone, each up to the sentence's end.</summary>
    public IEnumerable<string> LaterClauses()
    {
        for (var index = 1; index < _words.Count; index++)
        {
            var between = Between(index);
            if (IsReported(index))
            {
                yield return text[_words[index].Start..];
            }
            else if (between.ContainsAny(Breaks) && (between.Contains(' ') || _words[index].IsUnspaced))
            {
                yield return text[_words[index].Start..];
            }
            else if ((between.ContainsAny(Commas) || JoinsClause(index)) && (_words[index].IsUnspaced || BeginsClause(index)))
            {
                yield return text[_words[IsJoiner(index) ? index + 1 : index].Start..];
            }
        }
    }

    // What follows "argued that".
    private bool IsReported(int index) =>
        index > 2 &&
        Between(index) is " " &&
        language.Complementizers.Contains(_words[index - 1].Lower) &&
        language.ReportingVerbs.Contains(_words[index - 2].Lower);

    // ", and my family noticed", ", der Spatenstich ist geplant"; but not ", and pears".
    private bool BeginsClause(int index)
    {
        var first = IsJoiner(index) ? index + 1 : index;
        if (first + 2 >= _words.Count)
        {
            return false;
        }

        if (first > index && _words[index].Lower != language.And && _words.Count - first >= LeastJoinedWords)
        {
            return true;
        }

        var beginsWithSubject = language.Determiners.Contains(_words[first].Lower) || language.Pronouns.Contains(_words[first].Lower);
        return beginsWithSubject && (first > index || (language.HasCapitalNouns && char.IsUpper(text[_words[first + 1].Start]) &&
            language.Auxiliaries.Contains(_words[first + 2].Lower)));
    }

    private bool CanEndBefore(int index)
    {
        var last = _words[index - 1];
        return !language.IsFunctionWord(last.Lower) &&
            (last.IsUnspaced ? last.End >= LeastUnspacedCharacters : index >= LeastWords && last.End >= LeastCharacters);
    }

    // "When it rains" and "In tests with early customers" wait for what follows; "In May we moved" does not.
    private bool IsIntroduction(int count)
    {
        var first = _words[0].Lower;
        var isClause = language.Subordinators.Contains(first) && (!language.Prepositions.Contains(first) || IsPronoun(1));
        if (!isClause && !language.Prepositions.Contains(first))
        {
            return false;
        }

        var beginning = text.AsSpan(0, _words[count - 1].End);
        return !beginning.ContainsAny(Commas) &&
            (isClause || !Enumerable.Range(1, count - 1).Any(index => IsPronoun(index) || language.Auxiliaries.Contains(_words[index].Lower)));
    }

    private bool IsPronoun(int index) =>
        language.Pronouns.Contains(_words[index].Lower) && !language.Determiners.Contains(_words[index].Lower);

    private ClauseGap GapBefore(int index)
    {
        var between = Between(index);
        if (between.ContainsAny(Breaks))
        {
            return ClauseGap.Punctuation;
        }

        if (between.ContainsAny(Commas))
        {
            return IsWithinList(index) ? ClauseGap.None : ClauseGap.Punctuation;
        }

        var next = _words[index].Lower;
        if (language.Conjunctions.Contains(next) && !IsCoordinator(index))
        {
            // "We saw" waits for "that the lights were out".
            return language.Complementizers.Contains(next) && language.IsStopWord(_words[index - 1].Lower) ? ClauseGap.None : ClauseGap.Clause;
        }

        var clings = language.IsStopWord(_words[index - 1].Lower) || IsParticiple(index - 1);
        var begins = language.Prepositions.Contains(next)
            ? !language.Links.Contains(next)
            : IsParticiple(index) && index + 1 < _words.Count && language.Prepositions.Contains(_words[index + 1].Lower);
        return begins && !clings && !IsInRelativeClause(index) ? ClauseGap.Preposition : ClauseGap.None;
    }

    // "People who live ten miles from work ride as often" still lacks its verb before "from".
    private bool IsInRelativeClause(int index) =>
        _words.Take(1..index).Any(word => language.Relatives.Contains(word.Lower) && !language.Determiners.Contains(word.Lower)) ||
        _words.Take(1..index).Any(word => language.Complementizers.Contains(word.Lower));

    private bool IsParticiple(int index) =>
        language.ParticipleEndings.Any(ending => _words[index].Lower.EndsWith(ending, StringComparison.Ordinal));

    // "metrics, logs and traces" is one thing; so is "apples, pears, and plums".
    private bool IsWithinList(int index)
    {
        if (IsCoordinator(index))
        {
            return !BeginsClause(index) && _words[index].Lower == language.And;
        }

        for (var next = index + 1; next < _words.Count && next <= index + MaxItemWords; next++)
        {
            if (Between(next).ContainsAny(Commas) || _words[next].Lower == language.And)
            {
                return !language.IsStopWord(_words[index].Lower);
            }
        }

        return false;
    }

    private bool IsJoiner(int index) => language.Joiners.Contains(_words[index].Lower);

    // "because" and "while" need no comma before them.
    private bool JoinsClause(int index) => IsJoiner(index) && language.Subordinators.Contains(_words[index].Lower);

    private bool IsCoordinator(int index) =>
        language.Conjunctions.Contains(_words[index].Lower) &&
        (language.Openers.Contains(_words[index].Lower) || _words[index].Lower == language.And);

    private ReadOnlySpan<char> Between(int index) => text.AsSpan(_words[index - 1].End, _words[index].Start - _words[index - 1].End);
}
