using OrleansAiJobs.Grains.JobTypes.Local;
using OrleansAiJobs.Grains.JobTypes.Local.Languages;

namespace OrleansAiJobs.Tests.Unit.JobTypes.Local;

public sealed class LanguageDetectorTests
{
    public static TheoryData<string, string> Texts => new()
    {
        { SampleTexts.News, "and" },
        { SampleTexts.GermanNews, "und" },
        { SampleTexts.French, "et" },
        { SampleTexts.Spanish, "y" },
        { SampleTexts.Chinese, "&" },
        { "Kissa istuu matolla ja katsoo ulos ikkunasta koko päivän.", "&" },
        { "🎉", "&" },
        { "", "&" },
    };

    [Theory]
    [MemberData(nameof(Texts))]
    public void A_language_is_known_by_its_small_words(string text, string and) =>
        Assert.Equal(and, LanguageDetector.Detect(Words.Of(text)).And);
}
