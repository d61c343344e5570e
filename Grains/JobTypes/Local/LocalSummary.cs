namespace OrleansAiJobs.Grains.JobTypes.Local;

/// <summary>Summarizes a text by its own most central sentences.</summary>
internal static class LocalSummary
{
    // Less than this share of the text, so that a short text is not just repeated; but enough to say something.
    private const double TargetShare = 0.4;
    private const int LeastWords = 40;
    private const int LeastSentenceWords = 5;

    // More in common than this, and the second sentence tells little new.
    private const double MaxOverlap = 0.7;

    // Longer "words" are none (a base64 line, a row of dashes): a summary has to end also without spaces.
    private const int MaxWordCharacters = 20;

    /// <summary>The best sentences in their order, at most <paramref name="maxWords"/> words together; empty only when the content is blank.</summary>
    public static string Write(string content, int maxWords)
    {
        var text = LocalText.Read(content);
        if (text.Sentences.Count is 0)
        {
            return "";
        }

        var words = text.Sentences.Sum(sentence => WordCount.Of(sentence.Text));
        var budget = Math.Min(maxWords, Math.Max(LeastWords, (int)(words * TargetShare)));
        var chosen = Choose(text, budget, maxWords);
        var summary = chosen.Count > 0 ? Join(chosen) : Shorten(Best(text).Text, maxWords);
        return summary.Length > maxWords * MaxWordCharacters ? Shorten(summary, maxWords) : summary;
    }

    private static List<Sentence> Choose(LocalText text, int budget, int maxWords)
    {
        List<Sentence> chosen = [];
        var left = budget;
        foreach (var sentence in Candidates(text))
        {
            var words = WordCount.Of(sentence.Text);
            var fits = words <= left || (chosen.Count is 0 && words <= maxWords);
            if (fits && !chosen.Exists(other => Sentence.Overlap(other.Terms, sentence.Terms) > MaxOverlap))
            {
                chosen.Add(sentence);
                left -= words;
            }
        }

        chosen.Sort((one, other) => one.Index.CompareTo(other.Index));
        return chosen;
    }

    private static IEnumerable<Sentence> Candidates(LocalText text)
    {
        var lead = text.Sentences.FirstOrDefault(sentence => sentence.Kind is BlockKind.Paragraph);
        return text.Sentences
            .Where(sentence => sentence.Kind is not BlockKind.Heading && (sentence.Words.Length >= LeastSentenceWords || Array.Exists(sentence.Words, word => word.IsUnspaced)))
            .OrderByDescending(sentence => Score(text, sentence, sentence == lead));
    }

    private static Sentence Best(LocalText text) => Candidates(text).FirstOrDefault() ?? text.Sentences.MaxBy(sentence => sentence.Text.Length)!;

    private static double Score(LocalText text, Sentence sentence, bool isLead)
    {
        var lead = isLead ? 1.5 : sentence.IndexInBlock is 0 ? 1.1 : 1;
        var first = sentence.Words.Length > 0 ? sentence.Words[0].Lower : "";
        var standsAlone = text.Language.Pronouns.Contains(first) && !text.Language.Speakers.Contains(first) ? 0.5 : 1;
        var isProse = sentence.Kind is BlockKind.Paragraph ? 1 : 0.7;
        var hasLength = sentence.Words.Length is >= 6 and <= 45 ? 1 : 0.7;
        var isQuestion = sentence.Text.EndsWith('?') ? 0.7 : 1;
        return (0.5 + sentence.Rank) * lead * standsAlone * isProse * hasLength * isQuestion;
    }

    private static string Join(List<Sentence> sentences) => string.Join(
        sentences.TrueForAll(sentence => sentence.Words.Any(word => word.IsUnspaced)) ? "" : " ",
        sentences.Select(sentence => EndsOpen(sentence) ? sentence.Text + "." : sentence.Text));

    private static bool EndsOpen(Sentence sentence) => char.IsLetterOrDigit(sentence.Text[^1]) && !sentence.Words[^1].IsUnspaced;

    private static string Shorten(string text, int maxWords)
    {
        var end = Math.Min(WordCount.EndOf(text, maxWords), maxWords * MaxWordCharacters);
        if (end >= text.Length)
        {
            return text;
        }

        var space = text.LastIndexOf(' ', end);
        var cut = char.IsWhiteSpace(text[end]) || space < end / 2 ? SafeText.CutAt(text, end) : space;
        return text[..cut].TrimEnd(' ', ',', ';', ':', '-', '–') + "…";
    }
}
