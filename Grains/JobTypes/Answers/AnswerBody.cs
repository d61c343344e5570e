namespace OrleansAiJobs.Grains.JobTypes.Answers;

/// <summary>The part of an answer that counts.</summary>
internal static class AnswerBody
{
    private const string ThoughtStart = "<think>";
    private const string ThoughtEnd = "</think>";
    private const string Fence = "```";

    /// <summary>The answer without the thoughts that some models write down first; empty while they are not over.</summary>
    public static ReadOnlySpan<char> WithoutThoughts(string answer)
    {
        var body = answer.AsSpan().TrimStart('\uFEFF').TrimStart();
        if (!body.StartsWith(ThoughtStart, StringComparison.OrdinalIgnoreCase))
        {
            return body;
        }

        var end = body.IndexOf(ThoughtEnd, StringComparison.OrdinalIgnoreCase);
        return end < 0 ? [] : body[(end + ThoughtEnd.Length)..].TrimStart();
    }

    /// <summary>What stands within a Markdown code fence when the body begins with one, else the body.</summary>
    public static ReadOnlySpan<char> WithoutFence(ReadOnlySpan<char> body)
    {
        if (!body.StartsWith(Fence, StringComparison.Ordinal))
        {
            return body;
        }

        var lineEnd = body.IndexOf('\n');
        if (lineEnd < 0)
        {
            return [];
        }

        var inside = body[lineEnd..];
        var end = inside.IndexOf("\n" + Fence, StringComparison.Ordinal);
        return end < 0 ? inside.TrimEnd(" \r\n`").TrimStart() : inside[..end].Trim();
    }
}
