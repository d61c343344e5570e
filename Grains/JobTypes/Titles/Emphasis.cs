using System.Text;

namespace OrleansAiJobs.Grains.JobTypes.Titles;

/// <summary>Markdown's <c>*emphasis*</c> and <c>**strong emphasis**</c> in a title of limited length.</summary>
internal static class Emphasis
{
    /// <summary>Drops the stars that come in pairs around words; a lone star, as in 2 * 3, stays.</summary>
    /// <param name="text">One line.</param>
    /// <param name="end">Whether the text is all there. If not, it is cut before a star whose partner may still come.</param>
    public static string Remove(string text, TitleEnd end)
    {
        if (!text.Contains('*', StringComparison.Ordinal))
        {
            return text;
        }

        var result = new StringBuilder(text.Length);
        var closers = new HashSet<int>();
        for (var at = 0; at < text.Length;)
        {
            var run = RunAt(text, at);
            var opens = run > 0 && !closers.Contains(at) && Opens(text, at, run);
            var closer = opens ? FindCloser(text, at + run, run, end) : -1;
            if (closer >= 0)
            {
                closers.Add(closer);
            }
            else if (end is not TitleEnd.Certain && (opens || (run > 0 && at + run == text.Length && !closers.Contains(at))))
            {
                break;
            }
            else if (!closers.Contains(at))
            {
                result.Append(text.AsSpan(at, Math.Max(run, 1)));
            }

            at += Math.Max(run, 1);
        }

        return result.ToString();
    }

    private static int RunAt(string text, int at)
    {
        var end = at;
        while (end < text.Length && text[end] is '*')
        {
            end++;
        }

        return end - at;
    }

    private static bool Opens(string text, int at, int run) =>
        run <= 3 && (at is 0 || !char.IsLetterOrDigit(text[at - 1])) && at + run < text.Length && text[at + run] != ' ';

    private static int FindCloser(string text, int from, int run, TitleEnd end)
    {
        for (var at = from; at < text.Length; at++)
        {
            var length = RunAt(text, at);
            var isLast = at + length == text.Length;
            if (length == run && text[at - 1] != ' ' && (isLast ? end is not TitleEnd.Missing : !char.IsLetterOrDigit(text[at + run])))
            {
                return at;
            }

            at += length;
        }

        return -1;
    }
}
