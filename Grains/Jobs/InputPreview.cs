using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Json;

namespace OrleansAiJobs.Grains.Jobs;

/// <summary>Cuts an input to what listings show of it.</summary>
internal static class InputPreview
{
    /// <summary>How much of <c>content</c> a listing shows, in UTF-16 units.</summary>
    public const int ContentCharacters = 200;

    private const int CharactersOfUnicodeEscape = 6;
    private const int CharactersOfOtherEscape = 2;

    /// <summary>The same JSON object with <c>content</c> cut, never inside a surrogate pair; the very same string when nothing has to be cut.</summary>
    public static string Of(string input) =>
        input.Length > ContentCharacters && FindContent(input) is { } content && EndOfPreview(input.AsSpan()[content]) is { } length
            ? string.Concat(input.AsSpan(0, content.Start.Value + length), input.AsSpan(content.End.Value))
            : input;

    /// <summary>Where the content's text is, as it is written, without its quotation marks; null when there is none.</summary>
    private static Range? FindContent(string input)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(Encoding.UTF8.GetMaxByteCount(input.Length));
        try
        {
            var utf8 = buffer.AsSpan(0, Encoding.UTF8.GetBytes(input, buffer));
            var reader = new Utf8JsonReader(utf8);
            while (reader.Read())
            {
                if (reader.CurrentDepth == 1 && reader.TokenType == JsonTokenType.PropertyName && reader.ValueTextEquals("content"u8))
                {
                    reader.Read();
                    if (reader.TokenType != JsonTokenType.String)
                    {
                        return null;
                    }

                    var start = Encoding.UTF8.GetCharCount(utf8[..(int)reader.TokenStartIndex]) + 1;
                    return start..(start + Encoding.UTF8.GetCharCount(reader.ValueSpan));
                }
            }

            return null;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    /// <summary>How much of the written text is the preview's; null when it is all of it.</summary>
    private static int? EndOfPreview(ReadOnlySpan<char> written)
    {
        var (end, last) = (0, 0);
        for (var units = 0; units < ContentCharacters && end < written.Length; units++)
        {
            last = end;
            end += Width(written[end..]);
        }

        return end == written.Length ? null
            : char.IsHighSurrogate(Unit(written[last..])) ? last
            : end;
    }

    private static int Width(ReadOnlySpan<char> written) => written switch
    {
        ['\\', 'u', ..] => CharactersOfUnicodeEscape,
        ['\\', ..] => CharactersOfOtherEscape,
        _ => 1,
    };

    private static char Unit(ReadOnlySpan<char> written) => Width(written) == CharactersOfUnicodeEscape
        ? (char)ushort.Parse(written[2..CharactersOfUnicodeEscape], NumberStyles.HexNumber, CultureInfo.InvariantCulture)
        : written[0];
}
