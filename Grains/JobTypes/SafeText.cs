using System.Buffers;
using System.Text;

namespace OrleansAiJobs.Grains.JobTypes;

/// <summary>Text that every store, encoder and browser takes: no U+0000, no half of a surrogate pair.</summary>
internal static class SafeText
{
    public static bool IsSafe(ReadOnlySpan<char> text)
    {
        if (text.Contains('\0'))
        {
            return false;
        }

        for (var at = FindSurrogate(text); at >= 0; at = FindSurrogate(text))
        {
            if (Rune.DecodeFromUtf16(text[at..], out _, out var length) != OperationStatus.Done)
            {
                return false;
            }

            text = text[(at + length)..];
        }

        return true;
    }

    /// <summary>The text without what is not safe. It never grows, and a safe text stays the same object.</summary>
    public static string Clean(string text)
    {
        if (IsSafe(text))
        {
            return text;
        }

        var clean = new StringBuilder(text.Length);
        var rest = text.AsSpan();
        while (rest.Length > 0)
        {
            var status = Rune.DecodeFromUtf16(rest, out var rune, out var length);
            if (status == OperationStatus.Done && rune.Value is not 0)
            {
                clean.Append(rest[..length]);
            }

            rest = rest[length..];
        }

        return clean.ToString();
    }

    /// <summary>Where to cut at most <paramref name="length"/> units off the front without splitting a surrogate pair.</summary>
    public static int CutAt(string text, int length) =>
        length >= text.Length ? text.Length
        : length > 0 && char.IsHighSurrogate(text[length - 1]) ? length - 1
        : length;

    private static int FindSurrogate(ReadOnlySpan<char> text) => text.IndexOfAnyInRange('\uD800', '\uDFFF');
}
