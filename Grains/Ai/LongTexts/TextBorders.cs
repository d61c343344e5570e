using OrleansAiJobs.Grains.JobTypes;
using OrleansAiJobs.Grains.JobTypes.Local;

namespace OrleansAiJobs.Grains.Ai.LongTexts;

/// <summary>Finds where a text is best cut in two.</summary>
internal static class TextBorders
{
    /// <summary>
    /// Where the last paragraph begins, else the last sentence, line or word, else a character: what is before stays together, what
    /// comes after begins anew.
    /// </summary>
    /// <param name="text">The text.</param>
    /// <param name="least">The cut is after this.</param>
    /// <param name="most">The cut is at or before this. At least 2, so that there is room for any one character.</param>
    public static int Last(string text, int least, int most)
    {
        if (most >= text.Length)
        {
            return text.Length;
        }

        var window = text[least..most];
        return LastParagraph(window) is > 0 and var paragraph ? least + paragraph
            : LastSentence(window) is > 0 and var sentence ? least + sentence
            : window.LastIndexOf('\n') + 1 is > 0 and var line ? least + line
            : LastWord(window) is > 0 and var word ? least + word
            : SafeText.CutAt(text, most);
    }

    private static int LastParagraph(string window)
    {
        var begin = window.Length;
        var lines = 0;
        for (var at = window.Length - 1; at >= 0; at--)
        {
            if (!char.IsWhiteSpace(window[at]))
            {
                begin = at;
                lines = 0;
            }
            else if (window[at] is '\n' && ++lines is 2)
            {
                return begin;
            }
        }

        return 0;
    }

    private static int LastSentence(string window)
    {
        var begin = 0;
        var end = 0;
        foreach (var sentence in SentenceSplitter.Split(window, hasOrdinals: true))
        {
            var at = window.IndexOf(sentence, end, StringComparison.Ordinal);
            // The first began before the window.
            begin = end is 0 ? 0 : at;
            end = at + sentence.Length;
        }

        return begin;
    }

    private static int LastWord(string window)
    {
        var end = window.Length;
        while (end > 0 && !char.IsWhiteSpace(window[end - 1]))
        {
            end--;
        }

        return end;
    }
}
