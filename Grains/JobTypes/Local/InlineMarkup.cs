using System.Text;

namespace OrleansAiJobs.Grains.JobTypes.Local;

/// <summary>Markdown within a line.</summary>
internal static class InlineMarkup
{
    // No link text or address that matters is longer; the bound keeps a text full of brackets fast.
    private const int MaxLinkCharacters = 1_000;

    /// <summary>The readable text: link texts without their addresses, no images, footnote marks, emphasis or backticks; white space collapsed.</summary>
    public static string Strip(string line)
    {
        var result = new StringBuilder(line.Length);
        for (var at = 0; at < line.Length;)
        {
            var skipped = LengthOfMark(line, at);
            if (skipped > 0)
            {
                at += skipped;
            }
            else if (line[at] is '[' && FindLink(line, at) is { } link)
            {
                result.Append(line.AsSpan(at + 1, link.TextEnd - at - 1));
                at = link.End;
            }
            else
            {
                Append(result, line[at++]);
            }
        }

        return result.ToString().Trim();
    }

    private static void Append(StringBuilder result, char character)
    {
        if (!char.IsWhiteSpace(character) && !char.IsControl(character))
        {
            result.Append(character);
        }
        else if (result.Length > 0 && result[^1] != ' ')
        {
            result.Append(' ');
        }
    }

    private static int LengthOfMark(string line, int at)
    {
        switch (line[at])
        {
            case '`':
                return 1;
            case '~' when Next(line, at) is '~':
                return 2;
            case '*' when !(IsGap(line, at - 1) && IsGap(line, at + 1)):
                return 1;
            case '_' when IsWordEdge(line, at):
                return 1;
            case '\\' when at + 1 < line.Length && char.IsAsciiLetterOrDigit(line[at + 1]) is false && line[at + 1] is not ' ':
                return 1;
            case '!' when Next(line, at) is '[' && FindLink(line, at + 1) is { HasAddress: true } image:
                return image.End - at;
            case '[' when FindLink(line, at) is { HasAddress: false } note && IsFootnote(line.AsSpan(at + 1, note.TextEnd - at - 1)):
                return note.End - at;
            default:
                return 0;
        }
    }

    private static (int TextEnd, int End, bool HasAddress)? FindLink(string line, int at)
    {
        var length = line.AsSpan(at, Math.Min(MaxLinkCharacters, line.Length - at)).IndexOf(']');
        if (length < 0)
        {
            return null;
        }

        var textEnd = at + length;
        if (Next(line, textEnd) is not '(')
        {
            return IsFootnote(line.AsSpan(at + 1, length - 1)) ? (textEnd, textEnd + 1, false) : null;
        }

        var address = line.AsSpan(textEnd, Math.Min(MaxLinkCharacters, line.Length - textEnd)).IndexOf(')');
        return address < 0 ? null : (textEnd, textEnd + address + 1, true);
    }

    private static bool IsFootnote(ReadOnlySpan<char> text) =>
        text.Length is >= 1 and <= 4 && (text[0] is '^' || text.IndexOfAnyExceptInRange('0', '9') < 0);

    private static bool IsWordEdge(string line, int at)
    {
        var before = at > 0 && char.IsLetterOrDigit(line[at - 1]);
        var after = at + 1 < line.Length && char.IsLetterOrDigit(line[at + 1]);
        return before != after || Next(line, at) is '_' || (at > 0 && line[at - 1] is '_');
    }

    private static bool IsGap(string line, int at) => at < 0 || at >= line.Length || char.IsWhiteSpace(line[at]);

    private static char Next(string line, int at) => at + 1 < line.Length ? line[at + 1] : '\0';
}
