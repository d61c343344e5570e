namespace OrleansAiJobs.Grains.JobTypes.Titles;

/// <summary>A line of an answer that is plain text: <c>1. Title</c>, <c>**2)** Title</c>, <c>- Title</c> or no item at all.</summary>
internal readonly ref struct ListLine
{
    private const string Bullets = "-*+•–—·‣▪●◦";

    private ListLine(ListMark mark, int number, ReadOnlySpan<char> text)
    {
        Mark = mark;
        Number = number;
        Text = text;
    }

    public ListMark Mark { get; }

    /// <summary>The item's number, when it has one.</summary>
    public int Number { get; }

    /// <summary>What follows the mark; without a mark the whole line.</summary>
    public ReadOnlySpan<char> Text { get; }

    public static ListLine Read(ReadOnlySpan<char> line)
    {
        var text = line.Trim();
        if (text.Length > 1 && Bullets.Contains(text[0], StringComparison.Ordinal) && char.IsWhiteSpace(text[1]))
        {
            return new ListLine(ListMark.Bullet, 0, text[1..].TrimStart());
        }

        var number = text.TrimStart('*');
        var emphasis = text.Length - number.Length;
        number = number.TrimStart('(');
        var digits = 0;
        while (digits < number.Length && digits < 3 && char.IsAsciiDigit(number[digits]))
        {
            digits++;
        }

        if (digits is 0 || digits == number.Length || number[digits] is not ('.' or ')' or ':'))
        {
            return new ListLine(ListMark.None, 0, text);
        }

        var rest = number[(digits + 1)..];
        var afterEmphasis = rest.TrimStart('*');
        if (afterEmphasis.IsEmpty || !char.IsWhiteSpace(afterEmphasis[0]))
        {
            return new ListLine(ListMark.None, 0, text);
        }

        // In "**1. Title**" the emphasis goes on after the number: put it back so that its end finds its beginning.
        var isClosed = emphasis == rest.Length - afterEmphasis.Length;
        var title = afterEmphasis.TrimStart();
        return new ListLine(ListMark.Number, int.Parse(number[..digits]), isClosed ? title : $"{text[..emphasis]}{title}");
    }
}
