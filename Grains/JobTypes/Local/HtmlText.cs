using System.Collections.Frozen;
using System.Net;
using System.Text;

namespace OrleansAiJobs.Grains.JobTypes.Local;

/// <summary>Turns HTML into the plain text with Markdown headings and bullets that <see cref="TextOutline"/> reads.</summary>
internal static class HtmlText
{
    private static readonly FrozenSet<string> HiddenElements = FrozenSet.Create(
        StringComparer.OrdinalIgnoreCase, "script", "style", "template", "svg", "nav");

    private static readonly FrozenSet<string> BlockElements = FrozenSet.Create(
        StringComparer.OrdinalIgnoreCase,
        "p", "div", "section", "article", "header", "footer", "main", "aside", "ul", "ol", "table", "tr", "blockquote",
        "figure", "figcaption", "pre", "hr", "html", "head", "body", "form", "dl", "dt", "dd");

    private static readonly FrozenSet<string> InlineElements = FrozenSet.Create(
        StringComparer.OrdinalIgnoreCase,
        "a", "b", "i", "u", "em", "strong", "span", "small", "code", "kbd", "sub", "sup", "mark", "img", "td", "th", "thead",
        "tbody", "label", "button", "input", "abbr", "cite", "q", "s", "del", "ins", "font", "center", "meta", "link", "time",
        "video", "audio", "source", "iframe", "wbr");

    /// <summary>The text without its tags. A text without HTML tags comes back as it is; unknown tags stay, as in <c>List&lt;T&gt;</c>.</summary>
    public static string ToPlain(string text)
    {
        var result = new StringBuilder(text.Length);
        var found = false;
        for (var at = 0; at < text.Length;)
        {
            var open = text.AsSpan(at).IndexOf('<');
            if (open < 0)
            {
                result.Append(text.AsSpan(at));
                break;
            }

            result.Append(text.AsSpan(at, open));
            at += open;
            var end = TagEnd(text, at);
            var replacement = end < 0 ? null : Replacement(text, at, end);
            found |= replacement is not null;
            result.Append(replacement ?? "<");
            at = replacement is null ? at + 1 : AfterTag(text, at, end);
        }

        return found ? WebUtility.HtmlDecode(result.ToString()) : text;
    }

    // A tag does not hold another "<"; this also keeps the search linear.
    private static int TagEnd(string text, int at)
    {
        var end = text.AsSpan(at + 1).IndexOfAny('<', '>');
        return end < 0 || text[at + 1 + end] is '<' ? -1 : at + 1 + end;
    }

    private static string? Replacement(string text, int at, int end)
    {
        if (text.AsSpan(at, end - at).StartsWith("<!", StringComparison.Ordinal))
        {
            return "";
        }

        var name = Name(text, at, end);
        if ((name.Length is 2 && name[0] is 'h' or 'H' && name[1] is >= '1' and <= '6') ||
            name.Equals("title", StringComparison.OrdinalIgnoreCase))
        {
            return text[at + 1] is '/' ? "\n\n" : "\n\n# ";
        }

        return BlockElements.Contains(name) ? "\n\n"
            : name.Equals("li", StringComparison.OrdinalIgnoreCase) ? text[at + 1] is '/' ? "\n" : "\n- "
            : name.Equals("br", StringComparison.OrdinalIgnoreCase) ? "\n"
            : HiddenElements.Contains(name) ? "\n\n"
            : InlineElements.Contains(name) ? ""
            : null;
    }

    private static string Name(string text, int at, int end)
    {
        var start = text[at + 1] is '/' ? at + 2 : at + 1;
        var stop = start;
        while (stop < end && char.IsAsciiLetterOrDigit(text[stop]))
        {
            stop++;
        }

        return stop - start > 12 ? "" : text[start..stop];
    }

    private static int AfterTag(string text, int at, int end)
    {
        var name = Name(text, at, end);
        if (text[at + 1] is '/' || !HiddenElements.Contains(name))
        {
            return end + 1;
        }

        // As in a browser, what is never closed hides all the rest; searching again and again would be slow, too.
        var close = text.IndexOf("</" + name, end, StringComparison.OrdinalIgnoreCase);
        var closeEnd = close < 0 ? -1 : text.IndexOf('>', close);
        return closeEnd < 0 ? text.Length : closeEnd + 1;
    }
}
