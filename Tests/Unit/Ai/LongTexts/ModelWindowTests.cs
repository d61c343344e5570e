using OrleansAiJobs.Grains.Ai.LongTexts;

namespace OrleansAiJobs.Tests.Unit.Ai.LongTexts;

public sealed class ModelWindowTests
{
    [Theory]
    [InlineData("gpt-4.1-mini", 1_047_576, "o200k_base")]
    [InlineData("GPT-4.1-mini", 1_047_576, "o200k_base")]
    [InlineData("gpt-4o-mini-2024-07-18", 128_000, "o200k_base")]
    [InlineData("gpt-4", 8_192, "cl100k_base")]
    [InlineData("gpt-4-turbo-2024-04-09", 128_000, "cl100k_base")]
    [InlineData("gpt-3.5-turbo", 16_385, "cl100k_base")]
    [InlineData("openai/gpt-4o", 128_000, "o200k_base")]
    [InlineData("ft:gpt-4o-mini-2024-07-18:acme::B1", 128_000, "o200k_base")]
    [InlineData("anthropic/claude-sonnet-4", 200_000, "cl100k_base")]
    [InlineData("llama3.2", 8_192, "cl100k_base")]
    [InlineData("", 8_192, "cl100k_base")]
    public void A_models_window_is_known_by_its_name_or_small(string model, int tokens, string encoding)
    {
        var window = ModelWindow.Of(model, contextTokens: null);

        Assert.Equal((tokens, encoding), (window.Tokens, window.Encoding));
    }

    [Fact]
    public void The_operators_word_goes_before_what_is_known() => Assert.Equal(4_096, ModelWindow.Of("gpt-4.1-mini", 4_096).Tokens);

    [Fact]
    public void More_is_left_free_where_another_vocabulary_counts()
    {
        Assert.Equal(9_500, ModelWindow.Of("gpt-4.1-mini", 10_000).UsableTokens);
        Assert.Equal(7_500, ModelWindow.Of("llama3.2", 10_000).UsableTokens);
    }
}
