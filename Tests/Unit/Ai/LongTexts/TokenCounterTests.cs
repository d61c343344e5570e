using System.Text;
using OrleansAiJobs.Grains.Ai.LongTexts;
using OrleansAiJobs.Tests.Unit.JobTypes;

namespace OrleansAiJobs.Tests.Unit.Ai.LongTexts;

public sealed class TokenCounterTests
{
    private static readonly TokenCounter Counter = new("o200k_base");

    // As OpenAI's own tiktoken counts them.
    [Theory]
    [InlineData("", 0)]
    [InlineData("hello world", 2)]
    [InlineData("Rain falls on the old harbour.", 7)]
    public void Tokens_are_those_of_the_model(string text, int tokens) => Assert.Equal(tokens, Counter.Count(text));

    [Fact]
    public void There_are_never_more_tokens_than_bytes()
    {
        var random = new Random(5);
        for (var round = 0; round < 500; round++)
        {
            var text = RandomText.Create(random, random.Next(1, 100));

            Assert.InRange(Counter.Count(text), 1, Encoding.UTF8.GetByteCount(text));
        }
    }

    [Fact]
    public void What_is_said_to_fit_does()
    {
        var text = string.Join(' ', Enumerable.Repeat(SampleTexts.Blog, 10));

        for (var tokens = 1; tokens < 1_000; tokens += 37)
        {
            var length = Counter.Fit(text, tokens);

            Assert.InRange(Counter.Count(text.AsSpan(0, length)), tokens - 1, tokens);
        }

        Assert.Equal(text.Length, Counter.Fit(text, int.MaxValue));
    }

    [Fact]
    public void A_word_without_end_is_counted_in_pieces()
    {
        var word = new string('a', 100_000);

        // As a whole it would take some 5 s, and each part of it again.
        Assert.InRange(Counter.Count(word), 12_000, 13_000);
        Assert.InRange(Counter.Fit(word, 1_000), 7_900, 8_100);
    }
}
