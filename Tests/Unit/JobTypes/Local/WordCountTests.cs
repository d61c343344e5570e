using OrleansAiJobs.Grains.JobTypes.Local;

namespace OrleansAiJobs.Tests.Unit.JobTypes.Local;

public sealed class WordCountTests
{
    [Theory]
    [InlineData("", 0)]
    [InlineData(" \n ", 0)]
    [InlineData("word", 1)]
    [InlineData("  two words\n", 2)]
    [InlineData("state-of-the-art, isn't it?", 3)]
    [InlineData("a – b", 3)]
    [InlineData("20,000 words", 2)]
    [InlineData("北京市政府", 3)]
    [InlineData("北京。上海。", 2)]
    [InlineData("我用 C# 写代码", 4)]
    [InlineData("ذهب الولد إلى المدرسة", 4)]
    [InlineData("🎉🎉 🎉", 2)]
    public void Words_are_what_spaces_separate_or_two_letters_of_a_script_without_spaces(string text, int words) =>
        Assert.Equal(words, WordCount.Of(text));

    [Theory]
    [InlineData("one two three", 2, "one two")]
    [InlineData("one two three", 3, "one two three")]
    [InlineData("one two three", 9, "one two three")]
    [InlineData("one,  two", 1, "one,")]
    [InlineData("北京市政府", 2, "北京市政")]
    public void The_end_of_so_many_words_can_be_found(string text, int words, string expected) =>
        Assert.Equal(expected, text[..WordCount.EndOf(text, words)]);
}
