using System.Text;

namespace OrleansAiJobs.Grains.JobTypes.Local;

/// <summary>The look of a headline.</summary>
internal static class HeadlineText
{
    /// <summary>A headline of up to this length is easy to read.</summary>
    public const int GoodCharacters = 80;

    /// <summary>A whole sentence may be a little longer rather than be cut.</summary>
    public const int MaxCharacters = 90;

    private const string Quotes = "\"“”„«»";

    private static readonly char[] Edges = [.. " .,;:…–—-•·*_|/\\،؛。、，；："];

    /// <summary>No punctuation at the edges, save ? and !, no quotes or brackets without a partner, a capital first letter.</summary>
    public static string Tidy(string text)
    {
        var line = Balance(Balance(text, '(', ')'), '[', ']').Trim(Edges);
        line = line.Count(IsQuote) % 2 is 0 ? WithoutOuterQuotes(line) : string.Concat(line.Where(character => !IsQuote(character)));
        return Capitalize(line.Trim(Edges));
    }

    public static string Capitalize(string text) =>
        text.Length is 0 || !char.IsLower(text[0]) || HasInnerCapital(text)
            ? text
            : char.ToUpperInvariant(text[0]) + text[1..];

    // Names such as iPhone and eBay keep their small letter.
    private static bool HasInnerCapital(string text) => text.Length > 1 && char.IsUpper(text[1]);

    private static bool IsQuote(char character) => Quotes.Contains(character, StringComparison.Ordinal);

    private static string WithoutOuterQuotes(string text) =>
        text.Length > 2 && IsQuote(text[0]) && IsQuote(text[^1]) && text.Count(IsQuote) is 2 ? text[1..^1] : text;

    private static string Balance(string text, char open, char close)
    {
        if (!text.Contains(open, StringComparison.Ordinal) && !text.Contains(close, StringComparison.Ordinal))
        {
            return text;
        }

        var result = new StringBuilder(text.Length);
        var pending = text.Count(character => character == close);
        var depth = 0;
        foreach (var character in text)
        {
            var isOpen = character == open;
            var isClose = character == close;
            pending -= isClose ? 1 : 0;
            if ((isOpen && pending > depth) || (isClose && depth > 0) || (!isOpen && !isClose))
            {
                result.Append(character);
                depth += isOpen ? 1 : isClose ? -1 : 0;
            }
        }

        return result.ToString();
    }
}
