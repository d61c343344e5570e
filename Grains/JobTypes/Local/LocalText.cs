using OrleansAiJobs.Grains.JobTypes.Local.Languages;

namespace OrleansAiJobs.Grains.JobTypes.Local;

/// <summary>A text taken apart: its language, its ranked sentences, its headings.</summary>
internal sealed class LocalText
{
    private LocalText(LanguageProfile language, TermNumbers terms, IReadOnlyList<Sentence> sentences)
    {
        Language = language;
        Terms = terms;
        Sentences = sentences;
    }

    public LanguageProfile Language { get; }

    public TermNumbers Terms { get; }

    /// <summary>In the order of the text; never empty unless the text is.</summary>
    public IReadOnlyList<Sentence> Sentences { get; }

    public static LocalText Read(string content)
    {
        var blocks = TextOutline.Read(content);
        var language = LanguageDetector.Detect(blocks.SelectMany(block => Words.Of(block.Text)));
        var terms = new TermNumbers(language.IsStopWord);
        List<Sentence> sentences = [];
        foreach (var block in blocks)
        {
            var texts = block.Kind is BlockKind.Heading ? [block.Text] : SentenceSplitter.Split(block.Text, language.HasOrdinalStops);
            foreach (var (indexInBlock, text) in texts.Index())
            {
                TextWord[] words = [.. Words.Of(text)];
                sentences.Add(new Sentence
                {
                    Text = text,
                    Kind = block.Kind,
                    Index = sentences.Count,
                    IndexInBlock = indexInBlock,
                    Words = words,
                    Terms = terms.Of(words),
                });
            }
        }

        TextRank.Apply(sentences);
        return new LocalText(language, terms, sentences);
    }
}
