using System.Globalization;

namespace OrleansAiJobs.WebFrontend.Http;

/// <summary>Judges the escapes <c>\uXXXX</c> of a JSON string.</summary>
internal static class JsonEscapes
{
    private const int UnicodeEscapeLength = 6;

    /// <summary>Finds what cannot be stored as text: U+0000, which Postgres refuses, and half a surrogate pair.</summary>
    /// <param name="text">The inside of a JSON string whose escapes are complete and whose bytes are valid UTF-8.</param>
    public static (int Index, string Reason)? FindFault(ReadOnlySpan<byte> text)
    {
        for (var i = text.IndexOf((byte)'\\'); i >= 0; i = Next(text, i))
        {
            if (text[i + 1] != (byte)'u')
            {
                i += 2;
                continue;
            }

            var unit = UnitAt(text, i);
            if (unit == '\0')
            {
                return (i, "A string holds U+0000.");
            }

            if (char.IsLowSurrogate(unit) || (char.IsHighSurrogate(unit) && !IsLowSurrogateEscape(text[(i + UnicodeEscapeLength)..])))
            {
                return (i, "A string holds half a surrogate pair.");
            }

            i += char.IsHighSurrogate(unit) ? 2 * UnicodeEscapeLength : UnicodeEscapeLength;
        }

        return null;
    }

    private static int Next(ReadOnlySpan<byte> text, int from)
    {
        var distance = text[from..].IndexOf((byte)'\\');
        return distance < 0 ? -1 : from + distance;
    }

    // UTF-8 cannot hold surrogates, so a pair has both halves escaped.
    private static bool IsLowSurrogateEscape(ReadOnlySpan<byte> text) =>
        text.StartsWith("\\u"u8) && char.IsLowSurrogate(UnitAt(text, 0));

    private static char UnitAt(ReadOnlySpan<byte> text, int index) =>
        (char)ushort.Parse(text.Slice(index + 2, 4), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);
}
