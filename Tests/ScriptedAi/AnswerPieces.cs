namespace OrleansAiJobs.Tests.ScriptedAi;

internal static class AnswerPieces
{
    /// <summary>Cuts a text into about equal pieces, never inside a surrogate pair; an empty text into none.</summary>
    public static IEnumerable<string> Cut(string text, int pieces)
    {
        var start = 0;
        for (var piece = 1; piece <= pieces && start < text.Length; piece++)
        {
            var end = (int)((long)text.Length * piece / pieces);
            if (end > start && end < text.Length && char.IsHighSurrogate(text[end - 1]))
            {
                end++;
            }

            if (end > start)
            {
                yield return text[start..end];
                start = end;
            }
        }
    }
}
