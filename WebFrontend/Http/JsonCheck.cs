using System.Text;
using System.Text.Json;
using System.Text.Unicode;

namespace OrleansAiJobs.WebFrontend.Http;

/// <summary>
/// Judges a JSON text in one pass, more strictly than the parser: also no duplicate members, no U+0000, no lone surrogates.
/// What passes can be parsed, compared and stored anywhere without surprises.
/// </summary>
internal static class JsonCheck
{
    public const int MaxDepth = 32;

    /// <summary>The first fault; null when there is none. Never throws.</summary>
    /// <param name="json">The text in UTF-8, without a byte order mark.</param>
    public static JsonFault? FindFault(ReadOnlySpan<byte> json)
    {
        var reader = new Utf8JsonReader(json, new JsonReaderOptions { MaxDepth = MaxDepth });
        var members = new MemberNames();
        try
        {
            while (reader.Read())
            {
                if (FindFaultInToken(ref reader, members) is { } fault)
                {
                    return Locate(json, fault.Index, fault.Reason);
                }
            }

            return null;
        }
        catch (JsonException e)
        {
            return new JsonFault(ReasonOf(e), (e.LineNumber ?? 0) + 1, (e.BytePositionInLine ?? 0) + 1);
        }
    }

    private static (long Index, string Reason)? FindFaultInToken(ref Utf8JsonReader reader, MemberNames members)
    {
        if (reader.TokenType == JsonTokenType.StartObject)
        {
            members.Begin(reader.CurrentDepth);
        }

        if (reader.TokenType is not (JsonTokenType.PropertyName or JsonTokenType.String))
        {
            return null;
        }

        // The reader checks escapes and control characters, but neither the bytes nor the pairing.
        var text = reader.ValueSpan;
        var start = reader.TokenStartIndex + 1;
        if (!Utf8.IsValid(text))
        {
            return (start + CountValid(text), "The body is not valid UTF-8.");
        }

        if (reader.ValueIsEscaped && JsonEscapes.FindFault(text) is { } escape)
        {
            return (start + escape.Index, escape.Reason);
        }

        return reader.TokenType == JsonTokenType.PropertyName && !members.Add(reader.CurrentDepth, reader.GetString()!)
            ? (start, "A member occurs twice in the same object.")
            : null;
    }

    private static int CountValid(ReadOnlySpan<byte> text)
    {
        var valid = 0;
        while (Rune.DecodeFromUtf8(text[valid..], out _, out var length) == System.Buffers.OperationStatus.Done)
        {
            valid += length;
        }

        return valid;
    }

    private static JsonFault Locate(ReadOnlySpan<byte> json, long index, string reason)
    {
        var before = json[..(int)index];
        return new JsonFault(reason, before.Count((byte)'\n') + 1, index - before.LastIndexOf((byte)'\n'));
    }

    // The parser appends the place in its own words.
    private static string ReasonOf(JsonException e)
    {
        var end = e.Message.IndexOf(" LineNumber:", StringComparison.Ordinal);
        return end < 0 ? e.Message : e.Message[..end];
    }
}
