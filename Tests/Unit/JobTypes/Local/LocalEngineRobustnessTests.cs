using OrleansAiJobs.Grains.JobTypes;
using OrleansAiJobs.Grains.JobTypes.Local;

namespace OrleansAiJobs.Tests.Unit.JobTypes.Local;

public sealed class LocalEngineRobustnessTests
{
    private const int MaxCharacters = 100_000;

    // Such a text takes about 0.1 s; a machine that runs other tests beside may take much longer.
    private static readonly TimeSpan Bound = TimeSpan.FromSeconds(20);

    [Theory]
    [InlineData("a")]
    [InlineData("a ")]
    [InlineData("a. ")]
    [InlineData(". ")]
    [InlineData("a: ")]
    [InlineData("word, ")]
    [InlineData("Word. ")]
    [InlineData("word? ")]
    [InlineData("the ")]
    [InlineData("and ")]
    [InlineData("in a ")]
    [InlineData("we said that ")]
    [InlineData("on Wednesday ")]
    [InlineData("according to ")]
    [InlineData("*")]
    [InlineData("_a")]
    [InlineData("`")]
    [InlineData("\\")]
    [InlineData("[")]
    [InlineData("[a](")]
    [InlineData("![a](b")]
    [InlineData("(")]
    [InlineData(" (a)")]
    [InlineData("\"")]
    [InlineData("<")]
    [InlineData("<p")]
    [InlineData("<p>x</p>")]
    [InlineData("<script>")]
    [InlineData("- item\n")]
    [InlineData("# h\n")]
    [InlineData("|a|b|\n")]
    [InlineData("```\n")]
    [InlineData("a\n")]
    [InlineData("🎉")]
    [InlineData("🎉 ")]
    [InlineData("北京市")]
    [InlineData("北京，")]
    [InlineData("ก")]
    [InlineData("a\u0301")]
    [InlineData("\u200b")]
    [InlineData("\u0001 x")]
    [InlineData("ذهب الولد إلى المدرسة في الصباح. ")]
    public void A_hundred_thousand_characters_of_anything_are_read_quickly(string piece)
    {
        var content = string.Concat(Enumerable.Repeat(piece, MaxCharacters / piece.Length)).Trim();
        var started = TimeProvider.System.GetTimestamp();

        var titles = LocalTitles.Pick(content, 10);
        var summary = LocalSummary.Write(content, 100);

        var elapsed = TimeProvider.System.GetElapsedTime(started);
        Assert.True(elapsed < Bound, $"It took {elapsed}.");
        AssertUsable(titles, summary, 100);
    }

    [Fact]
    public void A_hundred_thousand_characters_of_prose_are_read_quickly()
    {
        var random = new Random(21);
        string[] words = [.. Enumerable.Range(0, 3_000).Select(number => $"word{number % 700}s"), .. Enumerable.Repeat("the", 900), .. Enumerable.Repeat("of", 500)];
        var sentences = Enumerable.Range(0, 1_400).Select(_ => $"The {string.Join(' ', random.GetItems(words, random.Next(4, 18)))}.");
        var content = string.Join(' ', sentences)[..MaxCharacters];
        var started = TimeProvider.System.GetTimestamp();

        var titles = LocalTitles.Pick(content, 10);
        var summary = LocalSummary.Write(content, 100);

        var elapsed = TimeProvider.System.GetElapsedTime(started);
        Assert.True(elapsed < Bound, $"It took {elapsed}.");
        Assert.Equal(10, titles.Count);
        AssertUsable(titles, summary, 100);
    }

    [Fact]
    public void Random_text_of_any_script_and_markup_never_throws()
    {
        var random = new Random(22);
        for (var round = 0; round < 1_500; round++)
        {
            var content = RandomText.Create(random, random.Next(1, 300)).Trim() + "x";
            var maxWords = random.Next(10, 60);

            AssertUsable(LocalTitles.Pick(content, random.Next(1, 11)), LocalSummary.Write(content, maxWords), maxWords);
        }
    }

    [Fact]
    public void Every_beginning_of_a_text_can_be_read()
    {
        for (var length = 1; length < SampleTexts.Article.Length; length += 3)
        {
            var content = SampleTexts.Article[..length];

            AssertUsable(LocalTitles.Pick(content, 10), LocalSummary.Write(content, 20), 20);
        }
    }

    private static void AssertUsable(IReadOnlyList<string> titles, string summary, int maxWords)
    {
        Assert.True(titles.Count <= 10);
        Assert.Equal(titles.Count, titles.Distinct(StringComparer.OrdinalIgnoreCase).Count());
        Assert.All(titles, title =>
        {
            Assert.InRange(title.Length, 1, 90);
            Assert.True(SafeText.IsSafe(title));
            Assert.DoesNotContain('\n', title);
        });
        Assert.NotEmpty(summary.Trim());
        Assert.True(SafeText.IsSafe(summary));
        Assert.True(WordCount.Of(summary) <= maxWords, $"{WordCount.Of(summary)} words: {summary}");
    }
}
