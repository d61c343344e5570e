namespace OrleansAiJobs.Grains.Ai.LongTexts;

/// <summary>Divides a text into parts of a limited number of tokens, at borders of paragraphs or sentences where it can.</summary>
internal static class TextDivider
{
    // A part is cut at the best border of its second half, so at the worst there are twice as many parts as would do.
    private const int LeastShareOfPart = 2;

    // Parts are made equal, so that the last does not get as many words as the others for a tenth of the text. But not
    // entirely: where the borders are does not depend on that, and what each part falls short would add up to one more.
    private const double Slack = 1.1;

    /// <summary>The parts in order; together they are the text, to the last character.</summary>
    /// <param name="text">Any text.</param>
    /// <param name="counter">Counts its tokens.</param>
    /// <param name="maxTokens">The most that a part may have; enough for one character.</param>
    public static IReadOnlyList<string> Divide(string text, ITokenCounter counter, int maxTokens)
    {
        List<string> parts = [];
        var left = counter.Count(text);
        for (var start = 0; start < text.Length;)
        {
            var part = First(text[start..], left, counter, maxTokens);
            parts.Add(part);
            start += part.Length;
            left -= counter.Count(part);
        }

        return parts;
    }

    private static string First(string text, int tokens, ITokenCounter counter, int maxTokens)
    {
        var parts = Math.Max(1, Math.Ceiling((double)tokens / maxTokens));
        var target = Math.Min(maxTokens, (int)Math.Ceiling(tokens / parts * Slack));
        var most = Math.Max(2, counter.Fit(text, target));
        var end = TextBorders.Last(text, most / LeastShareOfPart, most);

        // A word cut in two may have more tokens than the two together.
        while (end > 2 && counter.Count(text.AsSpan(0, end)) > maxTokens)
        {
            end = TextBorders.Last(text, (end - 1) / LeastShareOfPart, end - 1);
        }

        return text[..end];
    }
}
