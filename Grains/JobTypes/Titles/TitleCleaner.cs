namespace OrleansAiJobs.Grains.JobTypes.Titles;

/// <summary>
/// Makes a raw title presentable: one line, no list mark, no number of its own position, no surrounding quotes, no emphasis marks.
/// What is then only punctuation is no title.
/// </summary>
/// <remarks>
/// Of a title that is not finished it gives a beginning of what the finished one will be, so that what people see only ever
/// grows. What cannot be told yet is held back: a head that may become a list mark, emphasis that is not closed, a title that begins
/// with a quote. Only a line that ends in a closing quote and then goes on surprises it.
/// </remarks>
internal static class TitleCleaner
{
    private const string HeadCharacters = "-*+•–—·‣▪●◦#0123456789(.): ";

    // Bounds the work on a title that is none; well above what TitleSet accepts.
    private const int MaxCharacters = 400;

    /// <param name="title">The raw title.</param>
    /// <param name="position">The title's place in its list, from 1: a number in front is dropped only when it is this one.</param>
    public static string Clean(RawTitle title, int position)
    {
        var text = OneLine(title.Text);
        if (title.End is not TitleEnd.Certain && text.AsSpan().Trim(HeadCharacters).IsEmpty)
        {
            return "";
        }

        text = WithoutHead(text, position);
        var plain = Emphasis.Remove(text, title.End);
        if (title.End is TitleEnd.Missing && plain.Length > 0 && ClosingQuotes(plain[0]).Length > 0)
        {
            return "";
        }

        plain = WithoutQuotes(plain).Trim();
        return plain.All(character => char.IsPunctuation(character) || character is ' ') ? "" : plain;
    }

    private static string OneLine(string text)
    {
        Span<char> line = stackalloc char[Math.Min(text.Length, MaxCharacters)];
        var length = 0;
        foreach (var character in text)
        {
            if (length == line.Length)
            {
                break;
            }

            if (!char.IsWhiteSpace(character) && !char.IsControl(character))
            {
                line[length++] = character;
            }
            else if (length > 0 && line[length - 1] != ' ')
            {
                line[length++] = ' ';
            }
        }

        line = line[..length];
        return SafeText.Clean(line.SequenceEqual(text) ? text : line.ToString()).TrimEnd();
    }

    private static string WithoutHead(string text, int position)
    {
        var heading = text.AsSpan().TrimStart('#');
        if (heading.Length < text.Length && heading.StartsWith(' '))
        {
            text = heading.TrimStart().ToString();
        }

        var line = ListLine.Read(text);
        text = line.Mark is ListMark.Bullet ? line.Text.ToString() : text;
        line = ListLine.Read(text);
        return line.Mark is ListMark.Number && line.Number == position ? line.Text.ToString() : text;
    }

    private static string WithoutQuotes(string text)
    {
        while (text.Length > 2 && ClosingQuotes(text[0]).Contains(text[^1], StringComparison.Ordinal) && IsPair(text))
        {
            text = text[1..^1].Trim();
        }

        return text;
    }

    // "One" and "two" is no quoted title, although it begins and ends with a quote.
    private static bool IsPair(string text) =>
        text.AsSpan(1, text.Length - 2).IndexOfAny(text[0], text[^1]) < 0;

    private static string ClosingQuotes(char opening) => opening switch
    {
        '"' => "\"",
        '\'' => "'",
        '`' => "`",
        '“' => "”",
        '„' => "“”",
        '‘' => "’",
        '‚' => "‘’",
        '«' => "»",
        '»' => "«»",
        '‹' => "›",
        '›' => "‹",
        '「' => "」",
        '『' => "』",
        _ => "",
    };
}
