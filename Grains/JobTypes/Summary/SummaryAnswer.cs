using System.Buffers;
using System.Text.Json;
using OrleansAiJobs.Grains.JobTypes.Answers;

namespace OrleansAiJobs.Grains.JobTypes.Summary;

/// <summary>Finds the summary in an answer, finished or not: in JSON of the asked form or, where there is none, as plain prose.</summary>
internal static class SummaryAnswer
{
    public const string SchemaName = "summary";

    /// <summary>The asked form.</summary>
    public static readonly JsonElement Schema = JsonElement.Parse("""
        {
          "type": "object",
          "properties": { "summary": { "type": "string" } },
          "required": ["summary"],
          "additionalProperties": false
        }
        """);

    // Long enough to be told from "Here is the summary as JSON:", and from "Sure!".
    private const int ClearlyProseCharacters = 80;
    private const int ShortestSentenceCharacters = 20;

    private static readonly SearchValues<char> SentenceEnds = SearchValues.Create(".!?。！？…");

    /// <summary>The summary of a finished answer; null when there is none, or when the answer breaks off within it.</summary>
    public static string? ReadFinished(string answer)
    {
        var body = AnswerBody.WithoutThoughts(answer);
        return TryReadJson(body, out var summary, out var isOpen)
            ? isOpen ? null : summary
            : ReadProse(body, out _);
    }

    /// <summary>
    /// The text so far. Prose is held back until it can no longer be an introduction to JSON: until it is longer than any,
    /// or ends a sentence.
    /// </summary>
    public static string ReadPartial(string answerSoFar)
    {
        var body = AnswerBody.WithoutThoughts(answerSoFar);
        if (TryReadJson(body, out var summary, out _))
        {
            return summary;
        }

        var prose = ReadProse(body, out var isMarked);
        var isClear = isMarked || prose.Length >= ClearlyProseCharacters || HasSentence(prose);
        return isClear ? prose : "";
    }

    private static bool TryReadJson(ReadOnlySpan<char> body, out string summary, out bool isOpen)
    {
        var reader = new AnswerJsonReader(body);
        var key = "";
        while (reader.Read())
        {
            if (reader.Token is AnswerJsonToken.String && key.Equals("summary", StringComparison.OrdinalIgnoreCase))
            {
                summary = reader.Text.Trim();
                isOpen = reader.IsOpen;
                return true;
            }

            key = reader.Token is AnswerJsonToken.Key && !reader.IsOpen ? reader.Text : "";
        }

        summary = "";
        isOpen = false;
        return false;
    }

    // An introduction or a code fence marks what follows as the answer itself.
    private static string ReadProse(ReadOnlySpan<char> body, out bool isMarked)
    {
        var firstLine = body.IndexOf('\n');
        var hasIntroduction = firstLine is > 0 and < ClearlyProseCharacters && body[..firstLine].TrimEnd().EndsWith(':');
        body = hasIntroduction ? body[firstLine..].Trim() : body.Trim();
        var prose = AnswerBody.WithoutFence(body);
        isMarked = hasIntroduction || prose.Length < body.Length;
        return AnswerJsonReader.BeginsAt(prose, 0) ? "" : SafeText.Clean(prose.ToString());
    }

    private static bool HasSentence(string prose) =>
        prose.Length > ShortestSentenceCharacters && prose.AsSpan(ShortestSentenceCharacters).ContainsAny(SentenceEnds);
}
