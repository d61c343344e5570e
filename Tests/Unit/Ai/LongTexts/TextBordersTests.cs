using OrleansAiJobs.Grains.Ai.LongTexts;

namespace OrleansAiJobs.Tests.Unit.Ai.LongTexts;

public sealed class TextBordersTests
{
    // The bar shows where the text is cut, ¦ how much of it fits.
    [Theory]
    [InlineData("One. Two.\n\n|Three. Four and ¦five. Six.")]
    [InlineData("One.\r\n \r\n\r\n|Two. Three ¦four. Five.")]
    [InlineData("One two.\nThree four. |Five ¦six. Seven.")]
    [InlineData("It costs 3.5 Mr. Smith said. |Then ¦he left.")]
    [InlineData("你好。今天怎么样？|很¦好！")]
    [InlineData("- one\n- two\n|- th¦ree\n- four")]
    [InlineData("one two three |fo¦ur five")]
    [InlineData("onetwothree|¦four")]
    [InlineData("one 🎉🎉🎉|¦🎉")]
    public void A_text_is_cut_where_a_reader_would_pause(string marked)
    {
        var text = marked.Replace("|", "", StringComparison.Ordinal).Replace("¦", "", StringComparison.Ordinal);
        var expected = marked.IndexOf('|', StringComparison.Ordinal);
        var most = marked.Replace("|", "", StringComparison.Ordinal).IndexOf('¦', StringComparison.Ordinal);

        // The last case has no space behind the smallest cut.
        var least = marked.StartsWith("one 🎉", StringComparison.Ordinal) ? 4 : 1;

        Assert.Equal(expected, TextBorders.Last(text, least, most));
    }

    [Fact]
    public void A_cut_within_a_surrogate_pair_moves_before_it() => Assert.Equal(3, TextBorders.Last("abc🎉d", 1, 4));

    [Fact]
    public void What_fits_as_a_whole_is_not_cut() => Assert.Equal(12, TextBorders.Last("One.\n\nTwo. T", 6, 12));

    [Fact]
    public void A_blank_text_takes_no_longer_than_another() => Assert.Equal(50_000, TextBorders.Last(new string(' ', 60_000), 10, 50_000));
}
