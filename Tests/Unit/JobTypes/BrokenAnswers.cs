using System.Text;

namespace OrleansAiJobs.Tests.Unit.JobTypes;

/// <summary>Answers as a broken or malicious model might give them: pieces of JSON and text in any order, cut anywhere, with lone surrogates.</summary>
internal static class BrokenAnswers
{
    private static readonly string[] Pieces =
    [
        "{", "}", "[", "]", "\"", ":", ",", "\\", "\\u", "\\ud83d", "\\ude00", "\\u0000", "\\uZZZZ", "\\n", "\0", "\ud83d", "\ude00", "\u0001", "\ufeff", "\n", " ",
        "null", "1e9", "-", "1. ", "2) ", "- ", "* ", "**", "*", "_", "```", "```json\n", "<think>", "</think>", "word", "Title of it", "“", "”", "“x”", "\"x\"", "é", "🎉",
    ];

    public static string Create(Random random, string member)
    {
        var answer = new StringBuilder();
        var pieces = random.Next(1, 25);
        for (var index = 0; index < pieces; index++)
        {
            answer.Append(random.Next(8) switch
            {
                0 => $"\"{member}\"",
                1 => $"{{\"{member}\":[\"",
                2 => $"{{\"{member}\":\"",
                _ => Pieces[random.Next(Pieces.Length)],
            });
        }

        return answer.ToString();
    }
}
