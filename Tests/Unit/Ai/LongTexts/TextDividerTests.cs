using System.Text;
using OrleansAiJobs.Grains.Ai.LongTexts;
using OrleansAiJobs.Tests.Unit.JobTypes;

namespace OrleansAiJobs.Tests.Unit.Ai.LongTexts;

public sealed class TextDividerTests
{
    private static readonly FourCharacterTokens Simple = new();
    private static readonly TokenCounter Real = new("o200k_base");

    [Fact]
    public void A_text_that_fits_is_one_part() => Assert.Equal(["One. Two."], TextDivider.Divide("One. Two.", Simple, 3));

    [Fact]
    public void Paragraphs_stay_together_where_they_fit()
    {
        var paragraph = string.Join(' ', Enumerable.Repeat("Rain falls on the old harbour.", 4));
        var text = string.Join("\n\n", Enumerable.Repeat(paragraph, 6));

        var parts = TextDivider.Divide(text, Simple, 80);

        Assert.Equal([$"{paragraph}\n\n{paragraph}\n\n", $"{paragraph}\n\n{paragraph}\n\n", $"{paragraph}\n\n{paragraph}"], parts);
    }

    [Fact]
    public void Parts_are_about_equal()
    {
        var text = string.Join(' ', Enumerable.Repeat("Rain falls on the old harbour.", 101));

        var parts = TextDivider.Divide(text, Simple, 250);

        Assert.Equal(4, parts.Count);
        Assert.All(parts, part => Assert.InRange(part.Length, 600, 950));
    }

    [Fact]
    public void Nothing_is_lost_every_part_fits_and_no_surrogate_pair_is_cut()
    {
        var random = new Random(29);
        for (var round = 0; round < 300; round++)
        {
            var text = RandomText.Create(random, random.Next(1, 400));
            var counter = random.Next(2) is 0 ? (ITokenCounter)Simple : Real;
            var maxTokens = random.Next(16, 200);

            var parts = TextDivider.Divide(text, counter, maxTokens);

            Assert.Equal(text, string.Concat(parts));
            Assert.All(parts, part =>
            {
                Assert.NotEqual("", part);
                Assert.InRange(counter.Count(part), 1, maxTokens);
                Assert.DoesNotContain(Rune.ReplacementChar, part.EnumerateRunes());
            });
        }
    }

    [Theory]
    [InlineData("a")]
    [InlineData(" ")]
    [InlineData("\n")]
    [InlineData("中")]
    [InlineData("🎉")]
    [InlineData("x.")]
    public void The_longest_input_of_one_and_the_same_character_is_divided_too(string character)
    {
        var text = string.Concat(Enumerable.Repeat(character, 100_000 / character.Length));

        var parts = TextDivider.Divide(text, Real, 600);

        Assert.Equal(text, string.Concat(parts));
        Assert.All(parts, part => Assert.InRange(Real.Count(part), 1, 600));
    }
}
