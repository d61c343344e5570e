using System.Collections.Frozen;

namespace OrleansAiJobs.Grains.JobTypes;

/// <summary>
/// The form of BCP 47 language tags: the grammar of RFC 5646, section 2.1, and no repeated variant or extension (2.2.9).
/// Whether the subtags are registered is not looked up.
/// </summary>
internal static class LanguageTag
{
    /// <summary>Far beyond any real tag (RFC 5646, section 4.4.1, asks for 35); the tag becomes part of the prompt.</summary>
    public const int MaxCharacters = 100;

    // The regular grandfathered tags need no list: they also match the grammar.
    private static readonly FrozenSet<string> IrregularTags = FrozenSet.Create(
        StringComparer.OrdinalIgnoreCase,
        "en-GB-oed", "i-ami", "i-bnn", "i-default", "i-enochian", "i-hak", "i-klingon", "i-lux", "i-mingo",
        "i-navajo", "i-pwn", "i-tao", "i-tay", "i-tsu", "sgn-BE-FR", "sgn-BE-NL", "sgn-CH-DE");

    public static bool IsWellFormed(string tag)
    {
        if (tag.Length > MaxCharacters)
        {
            return false;
        }

        var subtags = tag.Split('-');
        if (!Array.TrueForAll(subtags, subtag => subtag.Length is >= 1 and <= 8 && subtag.All(char.IsAsciiLetterOrDigit)))
        {
            return false;
        }

        return IrregularTags.Contains(tag) || IsPrivateUse(subtags, 0) || IsLanguage(subtags);
    }

    private static bool IsLanguage(string[] subtags)
    {
        var next = 1;
        bool Take(Predicate<string> rule)
        {
            var matches = next < subtags.Length && rule(subtags[next]);
            next += matches ? 1 : 0;
            return matches;
        }

        if (!IsLetters(subtags[0], 2, 8))
        {
            return false;
        }

        for (var extensions = 0; subtags[0].Length <= 3 && extensions < 3 && Take(subtag => IsLetters(subtag, 3, 3)); extensions++)
        {
        }

        Take(subtag => IsLetters(subtag, 4, 4));
        Take(subtag => IsLetters(subtag, 2, 2) || (subtag.Length is 3 && subtag.All(char.IsAsciiDigit)));
        HashSet<string> seen = new(StringComparer.OrdinalIgnoreCase);
        while (Take(IsVariant))
        {
            if (!seen.Add(subtags[next - 1]))
            {
                return false;
            }
        }

        return AreExtensions(subtags, next, seen);
    }

    private static bool AreExtensions(string[] subtags, int next, HashSet<string> seen)
    {
        while (next < subtags.Length && subtags[next] is { Length: 1 } singleton && !IsX(singleton))
        {
            var first = ++next;
            while (next < subtags.Length && subtags[next].Length >= 2)
            {
                next++;
            }

            if (next == first || !seen.Add(singleton))
            {
                return false;
            }
        }

        return next == subtags.Length || IsPrivateUse(subtags, next);
    }

    private static bool IsPrivateUse(string[] subtags, int from) => IsX(subtags[from]) && from + 1 < subtags.Length;

    private static bool IsVariant(string subtag) =>
        subtag.Length >= 5 || (subtag.Length is 4 && char.IsAsciiDigit(subtag[0]));

    private static bool IsX(string subtag) => subtag is "x" or "X";

    private static bool IsLetters(string subtag, int minimum, int maximum) =>
        subtag.Length >= minimum && subtag.Length <= maximum && subtag.All(char.IsAsciiLetter);
}
