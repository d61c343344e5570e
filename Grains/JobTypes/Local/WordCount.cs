using System.Text;

namespace OrleansAiJobs.Grains.JobTypes.Local;

/// <summary>
/// Counts words as people do: what white space separates; in scripts without spaces two letters are about a word.
/// </summary>
internal static class WordCount
{
    public static int Of(string text)
    {
        Walk(text, int.MaxValue, out var halves);
        return (halves + 1) / 2;
    }

    /// <summary>The end of the last word that fits into <paramref name="words"/> words; the text's length when all do.</summary>
    public static int EndOf(string text, int words) => Walk(text, words * 2, out _);

    // Counts half words: a letter of an unspaced script is one, anything else between spaces two.
    private static int Walk(string text, int limit, out int halves)
    {
        halves = 0;
        var inWord = false;
        var afterUnspaced = false;
        var at = 0;
        var end = 0;
        foreach (var rune in text.EnumerateRunes())
        {
            var isSpace = Rune.IsWhiteSpace(rune);
            var isUnspaced = Scripts.IsUnspaced(rune);
            var beginsWord = !isSpace && !isUnspaced && !inWord && !(afterUnspaced && Rune.IsPunctuation(rune));
            var cost = isUnspaced ? 1 : beginsWord ? 2 : 0;
            if (halves > limit - cost)
            {
                return end;
            }

            halves += cost;
            inWord = !isSpace && !isUnspaced && (inWord || beginsWord);
            afterUnspaced = isUnspaced || (afterUnspaced && !isSpace && !beginsWord);
            at += rune.Utf16SequenceLength;
            end = isSpace ? end : at;
        }

        return text.Length;
    }
}
