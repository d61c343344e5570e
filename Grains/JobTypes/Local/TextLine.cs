namespace OrleansAiJobs.Grains.JobTypes.Local;

/// <summary>A line of a text, as written or as Markdown.</summary>
internal readonly record struct TextLine(LineMark Mark, string Text)
{
    private const string Bullets = "-*+•–—·‣▪●◦";

    public static TextLine Read(ReadOnlySpan<char> line)
    {
        var text = line.Trim();
        while (text.StartsWith("> ", StringComparison.Ordinal))
        {
            text = text[2..].TrimStart();
        }

        if (text.IsEmpty)
        {
            return new TextLine(LineMark.Blank, "");
        }

        if (text.StartsWith("```", StringComparison.Ordinal) || text.StartsWith("~~~", StringComparison.Ordinal))
        {
            return new TextLine(LineMark.Fence, "");
        }

        if (text.Length >= 2 && text.IndexOfAnyExcept("-=*_ ") < 0)
        {
            return new TextLine(LineMark.Underline, "");
        }

        return text[0] is '|' ? ReadRow(text) : ReadMarked(text);
    }

    private static TextLine ReadRow(ReadOnlySpan<char> text)
    {
        if (text.IndexOfAnyExcept("|-: ") < 0)
        {
            return new TextLine(LineMark.TableRule, "");
        }

        var cells = text.ToString().Split('|', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        return new TextLine(LineMark.Item, string.Join(", ", cells));
    }

    private static TextLine ReadMarked(ReadOnlySpan<char> text)
    {
        var heading = text.TrimStart('#');
        if (text.Length - heading.Length is >= 1 and <= 6 && heading.StartsWith(' '))
        {
            return new TextLine(LineMark.Heading, InlineMarkup.Strip(heading.Trim('#').Trim().ToString()));
        }

        var mark = MarkLength(text);
        var item = text[mark..].TrimStart();
        if (mark is 0 || item.IsEmpty)
        {
            return new TextLine(LineMark.Text, text.ToString());
        }

        var isTask = item.Length > 4 && item[0] is '[' && item[1] is ' ' or 'x' or 'X' && item[2] is ']';
        return new TextLine(LineMark.Item, InlineMarkup.Strip(item[(isTask ? 3 : 0)..].ToString()));
    }

    private static int MarkLength(ReadOnlySpan<char> text)
    {
        if (text.Length > 1 && Bullets.Contains(text[0], StringComparison.Ordinal) && text[1] is ' ' or '\t')
        {
            return 1;
        }

        var digits = 0;
        while (digits < text.Length && digits < 3 && char.IsAsciiDigit(text[digits]))
        {
            digits++;
        }

        return digits > 0 && digits + 1 < text.Length && text[digits] is '.' or ')' && text[digits + 1] is ' ' or '\t'
            ? digits + 1
            : 0;
    }
}
