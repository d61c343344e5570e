using OrleansAiJobs.Grains.JobTypes;

namespace OrleansAiJobs.Tests.Unit.JobTypes;

public sealed class LanguageTagTests
{
    [Theory]
    [InlineData("de")]
    [InlineData("EN")]
    [InlineData("gsw")]
    [InlineData("en-US")]
    [InlineData("en-us")]
    [InlineData("es-419")]
    [InlineData("zh-Hant")]
    [InlineData("zh-Hant-TW")]
    [InlineData("sr-Latn-RS")]
    [InlineData("zh-cmn-Hans-CN")]
    [InlineData("zh-yue-abc-def")]
    [InlineData("sl-rozaj-biske")]
    [InlineData("de-CH-1996")]
    [InlineData("de-1901")]
    [InlineData("hy-Latn-IT-arevela")]
    [InlineData("de-CH-x-phonebk")]
    [InlineData("x-whatever")]
    [InlineData("de-DE-u-co-phonebk")]
    [InlineData("en-a-myext-b-another")]
    [InlineData("zh-CN-a-myext-x-private")]
    [InlineData("i-klingon")]
    [InlineData("I-KLINGON")]
    [InlineData("en-GB-oed")]
    [InlineData("sgn-BE-FR")]
    [InlineData("art-lojban")]
    [InlineData("zh-min-nan")]
    [InlineData("qaaa")]
    [InlineData("abcdefgh")]
    public void Tags_that_follow_the_grammar_are_well_formed(string tag) => Assert.True(LanguageTag.IsWellFormed(tag));

    [Theory]
    [InlineData("")]
    [InlineData("e")]
    [InlineData("en_US")]
    [InlineData("en US")]
    [InlineData("en-")]
    [InlineData("-en")]
    [InlineData("en--US")]
    [InlineData("en-US-")]
    [InlineData("abcdefghi")]
    [InlineData("12")]
    [InlineData("e1")]
    [InlineData("i-unknown")]
    [InlineData("a-DE")]
    [InlineData("x")]
    [InlineData("de-x")]
    [InlineData("en-a")]
    [InlineData("en-a-x-b")]
    [InlineData("de-419-DE")]
    [InlineData("en-US-Latn")]
    [InlineData("zh-yue-abc-def-ghi")]
    [InlineData("test-abc")]
    [InlineData("de-DE-1901-1901")]
    [InlineData("ar-a-aaa-b-bbb-a-ccc")]
    [InlineData("en-123456789")]
    [InlineData("dé")]
    [InlineData("en-ÜS")]
    [InlineData("İn")]
    [InlineData("en\n")]
    [InlineData("english please")]
    public void Anything_else_is_not(string tag) => Assert.False(LanguageTag.IsWellFormed(tag));

    [Fact]
    public void No_tag_is_longer_than_100_characters()
    {
        var tag = "x" + string.Concat(Enumerable.Repeat("-abcdefgh", 11));

        Assert.True(LanguageTag.IsWellFormed(tag));
        Assert.False(LanguageTag.IsWellFormed(tag + "-a"));
    }
}
