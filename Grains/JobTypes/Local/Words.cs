using System.Buffers;
using System.Collections.Frozen;
using System.Globalization;
using System.Text;
using OrleansAiJobs.Grains.JobTypes.Local.Languages;

namespace OrleansAiJobs.Grains.JobTypes.Local;

/// <summary>Finds the words of a text.</summary>
internal static class Words
{
    private const int MaxTermCharacters = 7;

    // French and others put these in front of a word that begins with a vowel.
    private static readonly FrozenSet<string> Elisions = LanguageProfile.Words("l d qu j n s c m t");

    /// <summary>
    /// Runs of letters and digits; apostrophes, hyphens, points and commas belong to a word between two of them ("don't", "20,000").
    /// </summary>
    public static IEnumerable<TextWord> Of(string text)
    {
        for (var at = 0; at < text.Length;)
        {
            var (kind, length) = KindAt(text, at);
            if (kind is 0)
            {
                at += length;
                continue;
            }

            var start = at;
            at = EndOfWord(text, at, kind);
            yield return new TextWord(start, at, text[start..at].ToLowerInvariant().Replace('’', '\''), kind is 2);
        }
    }

    /// <summary>What compares equal for the forms of a word: crude, but the same in every language.</summary>
    public static IEnumerable<string> Terms(TextWord word)
    {
        if (!word.IsUnspaced || word.Lower.Length <= 2)
        {
            yield return word.Lower.Length > MaxTermCharacters ? word.Lower[..MaxTermCharacters] : Singular(word.Lower);
            yield break;
        }

        // Pairs of letters do for scripts without spaces what words do for the others.
        for (var at = 0; at + 2 <= word.Lower.Length; at++)
        {
            yield return word.Lower[at..(at + 2)];
        }
    }

    private static string Singular(string word) => word.Length > 3 && word[^1] is 's' && word[^2] is not 's' ? word[..^1] : word;

    private static int EndOfWord(string text, int start, int kind)
    {
        var at = start;
        while (at < text.Length)
        {
            var (next, length) = KindAt(text, at);
            if (next != kind && !(kind is 1 && IsJoint(text, start, at)))
            {
                break;
            }

            at += length;
        }

        return at;
    }

    private static bool IsJoint(string text, int start, int at) =>
        at > start && at + 1 < text.Length && text[at] switch
        {
            '-' or '‑' => IsBetweenLetters(text, at),
            '\'' or '’' => IsBetweenLetters(text, at) && !IsElision(text, start, at),
            '.' or ',' => char.IsAsciiDigit(text[at - 1]) && char.IsAsciiDigit(text[at + 1]),
            _ => false,
        };

    private static bool IsBetweenLetters(string text, int at) =>
        char.IsLetterOrDigit(text[at - 1]) && char.IsLetterOrDigit(text[at + 1]);

    private static bool IsElision(string text, int start, int at) =>
        at - start <= 2 && Elisions.Contains(text[start..at].ToLowerInvariant());

    // 0: no part of a word, 1: part of a word, 2: a letter of an unspaced script.
    private static (int Kind, int Length) KindAt(string text, int at)
    {
        if (Rune.DecodeFromUtf16(text.AsSpan(at), out var rune, out var length) != OperationStatus.Done)
        {
            return (0, length);
        }

        var isPart = Rune.IsLetterOrDigit(rune) ||
            Rune.GetUnicodeCategory(rune) is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark;
        return (!isPart ? 0 : Scripts.IsUnspaced(rune) ? 2 : 1, length);
    }
}
