using System.Globalization;
using System.Text;

namespace OrleansAiJobs.Grains.JobTypes.Answers;

/// <summary>The strings within an answer's JSON.</summary>
internal static class AnswerJsonText
{
    /// <summary>
    /// Where the closing quote is; -1 when the answer ends before it.
    /// Some models forget to escape quotes, so a quote closes only where JSON can go on after it; in correct JSON that is every one.
    /// </summary>
    public static int FindEnd(ReadOnlySpan<char> answer, int from)
    {
        for (var at = from; at < answer.Length; at++)
        {
            if (answer[at] is '\\')
            {
                at++;
            }
            else if (answer[at] is '"')
            {
                var rest = at + 1;
                while (rest < answer.Length && char.IsWhiteSpace(answer[rest]))
                {
                    rest++;
                }

                if (rest == answer.Length || answer[rest] is ',' or ':' or ']' or '}')
                {
                    return at;
                }

                at = rest - 1;
            }
        }

        return -1;
    }

    /// <summary>Resolves the escapes. An escape that is cut off or none at all is dropped, and so is what <see cref="SafeText"/> drops.</summary>
    public static string Unescape(ReadOnlySpan<char> text)
    {
        if (!text.Contains('\\'))
        {
            return SafeText.Clean(text.ToString());
        }

        var result = new StringBuilder(text.Length);
        while (text.Length > 0)
        {
            var plain = text.IndexOf('\\');
            if (plain < 0)
            {
                result.Append(text);
                break;
            }

            result.Append(text[..plain]);
            text = text[(plain + 1)..];
            text = text[AppendEscape(result, text)..];
        }

        return SafeText.Clean(result.ToString());
    }

    /// <returns>How many characters the escape has after its backslash.</returns>
    private static int AppendEscape(StringBuilder result, ReadOnlySpan<char> escape)
    {
        if (escape.IsEmpty)
        {
            return 0;
        }

        if (escape[0] is not 'u')
        {
            result.Append(escape[0] switch
            {
                'n' => '\n',
                'r' => '\r',
                't' => '\t',
                'b' or 'f' => ' ',
                var other => other,
            });
            return 1;
        }

        if (escape.Length < 5)
        {
            return escape.Length;
        }

        if (ushort.TryParse(escape[1..5], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var unit))
        {
            result.Append((char)unit);
            return 5;
        }

        return 1;
    }
}
