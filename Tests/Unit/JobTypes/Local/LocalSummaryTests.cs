using OrleansAiJobs.Grains.JobTypes;
using OrleansAiJobs.Grains.JobTypes.Local;

namespace OrleansAiJobs.Tests.Unit.JobTypes.Local;

public sealed class LocalSummaryTests
{
    [Fact]
    public void The_summary_has_whole_sentences_of_the_text_in_its_order()
    {
        var summary = LocalSummary.Write(SampleTexts.News, 70);

        var places = SentenceSplitter.Split(summary, hasOrdinals: false)
            .Select(sentence => SampleTexts.News.IndexOf(sentence, StringComparison.Ordinal))
            .ToList();
        Assert.True(places.Count >= 2, summary);
        Assert.DoesNotContain(-1, places);
        Assert.Equal(places.Order(), places);
    }

    [Fact]
    public void What_a_news_text_begins_with_is_part_of_its_summary()
    {
        Assert.StartsWith("The city council of Portland voted 7-2", LocalSummary.Write(SampleTexts.News, 60), StringComparison.Ordinal);
        Assert.StartsWith("Der Stadtrat von Freiburg hat am Dienstagabend", LocalSummary.Write(SampleTexts.GermanNews, 60), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(10)]
    [InlineData(30)]
    [InlineData(60)]
    [InlineData(500)]
    public void No_summary_is_longer_than_asked_for_nor_as_long_as_its_text(int maxWords)
    {
        string[] texts = [SampleTexts.Blog, SampleTexts.Recipe, SampleTexts.Product, SampleTexts.GermanNews, SampleTexts.Bullets, SampleTexts.Chinese, SampleTexts.Article];
        foreach (var text in texts)
        {
            var summary = LocalSummary.Write(text, maxWords);

            Assert.InRange(WordCount.Of(summary), 1, maxWords);
            Assert.True(WordCount.Of(summary) < WordCount.Of(text) * 0.8);
        }
    }

    [Fact]
    public void Items_of_a_list_become_sentences()
    {
        var summary = LocalSummary.Write(SampleTexts.Bullets, 40);

        Assert.EndsWith(".", summary, StringComparison.Ordinal);
        Assert.DoesNotContain("- ", summary, StringComparison.Ordinal);
    }

    [Fact]
    public void A_sentence_longer_than_the_summary_may_be_is_cut_at_a_word()
    {
        var content = string.Join(' ', Enumerable.Range(1, 300).Select(number => $"word{number}"));

        Assert.Equal("word1 word2 word3 word4 word5 word6 word7 word8 word9 word10…", LocalSummary.Write(content, 10));
    }

    [Fact]
    public void A_word_without_end_is_cut_too()
    {
        var summary = LocalSummary.Write(string.Concat(Enumerable.Repeat("🎉", 50_000)), 10);

        Assert.EndsWith("🎉…", summary, StringComparison.Ordinal);
        Assert.InRange(summary.Length, 100, 201);
        Assert.True(SafeText.IsSafe(summary));
    }

    [Theory]
    [InlineData("Hello")]
    [InlineData("🎉")]
    [InlineData("<br>")]
    [InlineData("...")]
    [InlineData("مرحبا بالعالم")]
    [InlineData("我喜欢猫。")]
    public void Tiny_texts_are_their_own_summary(string content) => Assert.Equal(content, LocalSummary.Write(content, 10));
}
