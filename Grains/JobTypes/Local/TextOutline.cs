namespace OrleansAiJobs.Grains.JobTypes.Local;

/// <summary>Divides a text (plain, Markdown or HTML) into headings, paragraphs and list items.</summary>
internal sealed class TextOutline
{
    // Shorter lines end where their author ended them; longer ones may be wrapped.
    private const int WrappedLineCharacters = 50;
    private const int MaxHeadingCharacters = 90;
    private const int MaxHeadingWords = 12;
    private const int MaxLeadInWords = 5;

    private readonly List<TextBlock> _blocks = [];
    private readonly List<string> _paragraph = [];
    private bool _inItem;
    private bool _inFence;

    private TextOutline()
    {
    }

    /// <summary>The blocks in order; code is left out. Never empty: a text that has nothing else is one paragraph.</summary>
    public static IReadOnlyList<TextBlock> Read(string content)
    {
        var outline = new TextOutline();
        foreach (var line in HtmlText.ToPlain(content).AsSpan().EnumerateLines())
        {
            outline.Add(TextLine.Read(line), line);
        }

        outline.EndParagraph();
        outline._blocks.RemoveAll(block => block.Text.Length is 0);
        if (outline._blocks.Count is 0)
        {
            outline._blocks.Add(new TextBlock(BlockKind.Paragraph, string.Join(' ', content.Split())));
        }

        return outline._blocks;
    }

    private void Add(TextLine line, ReadOnlySpan<char> raw)
    {
        if (line.Mark is LineMark.Fence)
        {
            EndParagraph();
            _inFence = !_inFence;
        }
        else if (!_inFence)
        {
            switch (line.Mark)
            {
                case LineMark.Text:
                    AddText(line.Text, isIndented: raw.Length > 0 && char.IsWhiteSpace(raw[0]));
                    break;
                case LineMark.Underline when _paragraph.Count is 1 && !_inItem && raw.Trim()[0] is '=' or '-':
                    EndParagraph(BlockKind.Heading);
                    break;
                case LineMark.Heading:
                    EndParagraph();
                    _blocks.Add(new TextBlock(BlockKind.Heading, line.Text));
                    break;
                case LineMark.Item:
                    EndParagraph();
                    _paragraph.Add(line.Text);
                    _inItem = true;
                    break;
                default:
                    EndParagraph();
                    break;
            }
        }
    }

    private void AddText(string text, bool isIndented)
    {
        if (_paragraph.Count > 0 && !(_inItem && isIndented) && IsEnded(_paragraph[^1], text))
        {
            // A run of short lines is a list without bullets; the first may still be a heading.
            var kind = !_inItem && _blocks.Count > 0 && _paragraph.Count is 1 && IsShort(_paragraph[0]) && IsShort(text)
                ? BlockKind.Item
                : default(BlockKind?);
            EndParagraph(kind);
        }

        _paragraph.Add(text);
    }

    private static bool IsEnded(string line, string next) =>
        line.Length < WrappedLineCharacters && !char.IsLower(next[0]) && line[^1] is not (',' or '-' or '–');

    private void EndParagraph(BlockKind? kind = null)
    {
        if (_paragraph.Count > 0)
        {
            var text = InlineMarkup.Strip(string.Join(' ', _paragraph));
            var isHeading = !_inItem && kind is null && _paragraph.Count is 1 && IsHeading(_paragraph[0]);
            _blocks.Add(new TextBlock(
                kind ?? (_inItem ? BlockKind.Item : isHeading ? BlockKind.Heading : BlockKind.Paragraph),
                isHeading ? text.TrimEnd(':') : text));
        }

        _paragraph.Clear();
        _inItem = false;
    }

    private static bool IsHeading(string line) =>
        IsShort(line) || (line[^1] is ':' && line.Length <= MaxHeadingCharacters && WordCount.Of(line) <= MaxLeadInWords);

    private static bool IsShort(string line) =>
        line.Length <= MaxHeadingCharacters &&
        line.Any(char.IsLetterOrDigit) &&
        line.TrimEnd('*', '_', ' ') is { Length: > 0 } text &&
        (char.IsLetterOrDigit(text[^1]) || text[^1] is '?' or '!' or ')' or '"' or '”') &&
        !line.Contains(". ", StringComparison.Ordinal) &&
        WordCount.Of(line) <= MaxHeadingWords;
}
