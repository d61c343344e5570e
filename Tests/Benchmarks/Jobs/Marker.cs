using System.Buffers.Text;
using System.Globalization;

namespace OrleansAiJobs.Tests.Benchmarks.Jobs;

/// <summary>
/// How a job is known again in what the AI is asked, in what it answers and in what a feed tells: <c>bench-</c> and its number in
/// eight digits, at the beginning of the content and of every title.
/// </summary>
internal static class Marker
{
    public const int Length = 14;

    private const int Digits = 8;

    private static ReadOnlySpan<byte> Head => "bench-"u8;

    public static string Of(int number) => string.Create(CultureInfo.InvariantCulture, $"bench-{number:D8}");

    /// <summary>Writes it as ASCII.</summary>
    public static void Write(Span<byte> place, int number)
    {
        Head.CopyTo(place);
        Utf8Formatter.TryFormat(number, place[Head.Length..], out _, new System.Buffers.StandardFormat('D', Digits));
    }

    /// <summary>The number of the first marker in the text; null when there is none.</summary>
    public static int? Find(ReadOnlySpan<byte> text)
    {
        var at = text.IndexOf(Head);
        return at >= 0 && text.Length >= at + Length && Utf8Parser.TryParse(text.Slice(at + Head.Length, Digits), out int number, out var length) && length == Digits
            ? number
            : null;
    }
}
