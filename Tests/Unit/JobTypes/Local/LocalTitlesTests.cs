using OrleansAiJobs.Grains.JobTypes.Local;

namespace OrleansAiJobs.Tests.Unit.JobTypes.Local;

public sealed class LocalTitlesTests
{
    public static TheoryData<string> OrdinaryTexts =>
    [
        SampleTexts.Blog, SampleTexts.Recipe, SampleTexts.Product, SampleTexts.News, SampleTexts.GermanNews, SampleTexts.Bullets,
        SampleTexts.French, SampleTexts.Spanish, SampleTexts.Cats, SampleTexts.Garden, SampleTexts.Article,
    ];

    [Theory]
    [MemberData(nameof(OrdinaryTexts))]
    public void An_ordinary_text_gives_ten_readable_headlines_of_its_own_words(string content)
    {
        var titles = LocalTitles.Pick(content, 10);

        Assert.Equal(10, titles.Count);
        Assert.Equal(10, titles.Distinct(StringComparer.OrdinalIgnoreCase).Count());
        var words = Words.Of(content).Select(word => word.Lower).ToHashSet();
        Assert.All(titles, title =>
        {
            Assert.InRange(title.Length, 8, 90);
            Assert.False(char.IsLower(title[0]), title);
            Assert.True(char.IsLetterOrDigit(title[^1]) || title[^1] is '?' or '!', title);
            Assert.All(Words.Of(title), word => Assert.Contains(word.Lower, words));
        });
    }

    [Theory]
    [MemberData(nameof(OrdinaryTexts))]
    public void Fewer_titles_are_the_best_of_the_text_and_differ(string content)
    {
        var titles = LocalTitles.Pick(content, 3);

        Assert.Equal(3, titles.Count);
        Assert.DoesNotContain(titles, one => titles.Any(other => one != other && other.Contains(one, StringComparison.OrdinalIgnoreCase)));
    }

    [Fact]
    public void A_text_s_own_title_comes_first()
    {
        Assert.Equal("Grandma's Apple Crumble", LocalTitles.Pick(SampleTexts.Recipe, 5)[0]);
        Assert.Equal("How we cut our build time in half", LocalTitles.Pick(SampleTexts.Article, 5)[0]);
        Assert.Equal("Ideas for the team offsite", LocalTitles.Pick(SampleTexts.Bullets, 5)[0]);
    }

    [Theory]
    [InlineData("Acme Systems announced Beacon 2")]
    [InlineData("A hosted version will follow in March")]
    [InlineData("The new storage engine cut infrastructure costs by 60 percent")]
    [InlineData("The core remains free under the Apache 2.0 license")]
    public void Sentences_are_cut_where_a_clause_ends(string expected) =>
        Assert.Contains(expected, LocalTitles.Pick(SampleTexts.Product + "\n\n" + "In short, the new storage engine cut infrastructure costs by 60 percent compared with last year's version of it.", 10));

    [Fact]
    public void Chinese_sentences_make_titles_too()
    {
        var titles = LocalTitles.Pick(SampleTexts.Chinese, 3);

        Assert.Equal(3, titles.Count);
        Assert.All(titles, title => Assert.Contains(title, SampleTexts.Chinese, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("hello", "Hello")]
    [InlineData("🎉", "🎉")]
    [InlineData("We are looking for a baker who likes early mornings.", "We are looking for a baker who likes early mornings")]
    [InlineData("The cat sat. The cat sat. The cat sat.", "The cat sat")]
    public void A_poor_text_gives_the_little_it_has(string content, string expected) =>
        Assert.Equal([expected], LocalTitles.Pick(content, 10));

    [Fact]
    public void A_line_without_end_gives_its_beginning()
    {
        var title = Assert.Single(LocalTitles.Pick(new string('a', 100_000), 5));

        Assert.Equal("A" + new string('a', 79), title);
    }
}
