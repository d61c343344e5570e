using System.Buffers;

namespace OrleansAiJobs.Grains.JobTypes.Local;

/// <summary>Finds the sentences of a block of text.</summary>
internal static class SentenceSplitter
{
    private const string Closers = "\"'”’»›)]」』）】";
    private const string FullWidthStops = "。！？｡";
    private const string Stops = ".!?…؟۔।॥։";

    // What may stand between a stop and the next word.
    private static readonly SearchValues<char> Between = SearchValues.Create(" \"'“„‘‚«»([–—-");
    private const int MaxCharactersBetween = 5;

    /// <summary>The sentences, trimmed and not empty, each with its closing punctuation.</summary>
    /// <param name="block">Text on one line.</param>
    /// <param name="hasOrdinals">As in <see cref="Abbreviations.EndAt"/>.</param>
    public static IEnumerable<string> Split(string block, bool hasOrdinals)
    {
        var start = 0;
        for (var at = 0; at < block.Length; at++)
        {
            if (!IsStop(block[at]))
            {
                continue;
            }

            var first = at;
            while (at + 1 < block.Length && (IsStop(block[at + 1]) || Closers.Contains(block[at + 1], StringComparison.Ordinal)))
            {
                at++;
            }

            if (IsEnd(block, first, at + 1, hasOrdinals))
            {
                var sentence = block[start..(at + 1)].Trim();
                start = at + 1;
                if (sentence.Length > 0)
                {
                    yield return sentence;
                }
            }
        }

        var rest = block[start..].Trim();
        if (rest.Length > 0)
        {
            yield return rest;
        }
    }

    private static bool IsStop(char character) =>
        Stops.Contains(character, StringComparison.Ordinal) || FullWidthStops.Contains(character, StringComparison.Ordinal);

    private static bool IsEnd(string block, int stop, int after, bool hasOrdinals)
    {
        if (FullWidthStops.Contains(block[stop], StringComparison.Ordinal) || after == block.Length)
        {
            return true;
        }

        if (!char.IsWhiteSpace(block[after]))
        {
            return false;
        }

        // "Stop!" he said; an ellipsis in mid-sentence; an abbreviation before a small letter.
        var ahead = block.AsSpan(after, Math.Min(MaxCharactersBetween, block.Length - after));
        var next = ahead.IndexOfAnyExcept(Between);
        if (next >= 0 && char.IsLower(ahead[next]))
        {
            return false;
        }

        return after - stop > 1 || block[stop] is not '.' || !Abbreviations.EndAt(block, stop, hasOrdinals);
    }
}
