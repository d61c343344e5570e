using System.Text;

namespace OrleansAiJobs.Tests.Unit.JobTypes;

/// <summary>Text for property tests: letters of many scripts, emoji, punctuation, escapes-to-be; always valid Unicode without U+0000.</summary>
internal static class RandomText
{
    private static readonly string[] Pieces =
    [
        "a", "B", "z", "é", "ß", "ж", "中", "日", "ا", "א", "ก", "🎉", "👩‍🚀", "𝒳", "1", "10", "3.5", " ", " ", " ", "\"", "\\", "/", "'", "“", "”",
        ".", ",", ":", ";", "!", "?", "(", ")", "[", "]", "{", "}", "<b>", "&amp;", "*", "_", "`", "#", "-", "–", "%", "\t", "the ", "word ", "\u200b", "\u0301",
    ];

    public static string Create(Random random, int pieces)
    {
        var text = new StringBuilder();
        for (var index = 0; index < pieces; index++)
        {
            text.Append(Pieces[random.Next(Pieces.Length)]);
        }

        return text.ToString();
    }
}
