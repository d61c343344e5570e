using System.Text;

namespace OrleansAiJobs.WebFrontend.Http;

/// <summary>A request's body: either a checked JSON text or why it is refused.</summary>
internal sealed record JsonBody
{
    // Some editors and shells put it in front; RFC 8259 lets us ignore it.
    private static ReadOnlySpan<byte> ByteOrderMark => [0xEF, 0xBB, 0xBF];

    private JsonBody()
    {
    }

    /// <summary>Valid JSON as the caller wrote it; null when refused.</summary>
    public string? Text { get; private init; }

    /// <summary>Whether the text is an object, not an array or a bare value.</summary>
    public bool IsObject { get; private init; }

    /// <summary>Null when there is a text.</summary>
    public Problem? Refusal { get; private init; }

    /// <summary>Reads and judges the whole body: 415, then 413, then 400.</summary>
    public static async Task<JsonBody> ReadAsync(HttpRequest request, int maxBytes, CancellationToken cancellationToken)
    {
        if (JsonMediaType.FindFault(request.Headers.ContentType, request.Headers.ContentEncoding) is { } fault)
        {
            return Refuse(Problems.UnsupportedMediaType.With(fault));
        }

        return await BodyBytes.ReadAsync(request, maxBytes, cancellationToken) is { } bytes
            ? Judge(bytes.Span)
            : Refuse(Problems.TooLarge.With($"The body may have {maxBytes} bytes at most."));
    }

    private static JsonBody Judge(ReadOnlySpan<byte> bytes)
    {
        var json = bytes.StartsWith(ByteOrderMark) ? bytes[ByteOrderMark.Length..] : bytes;
        if (json.IsEmpty)
        {
            return Refuse(Problems.MalformedJson.With("The body is empty."));
        }

        return JsonCheck.FindFault(json) is { } fault
            ? Refuse(Problems.MalformedJson.With(fault.ToString()))
            : new JsonBody { Text = Encoding.UTF8.GetString(json), IsObject = json.TrimStart(" \t\r\n"u8)[0] == (byte)'{' };
    }

    private static JsonBody Refuse(Problem problem) => new() { Refusal = problem };
}
