using System.Text.Json;
using OrleansAiJobs.Grains.Ai.LongTexts;
using OrleansAiJobs.Grains.JobTypes;
using OrleansAiJobs.Grains.JobTypes.Local;
using OrleansAiJobs.Grains.JobTypes.Summary;
using OrleansAiJobs.Tests.Unit.JobTypes;

namespace OrleansAiJobs.Tests.Unit.Ai.LongTexts;

public sealed class PartPlanTests
{
    private static readonly TokenCounter Counter = new("cl100k_base");
    private static readonly ILongTextJobType Type = new SummaryJobType();

    [Theory]
    [InlineData(2_048, 100)]
    [InlineData(4_096, 500)]
    [InlineData(8_192, 100)]
    [InlineData(32_768, 500)]
    public void Every_part_fits_with_room_for_its_notes_and_nothing_is_left_out(int window, int maxWords)
    {
        var text = string.Join("\n\n", Enumerable.Repeat(SampleTexts.Blog, 100))[..60_000];
        var room = new PromptRoom(ModelWindow.Of("llama3.2", window), Counter);
        var input = Input(maxWords);

        var parts = PartPlan.Create(Type, input, text, room);

        Assert.Equal(text, string.Concat(parts.Select(part => part.Text)));
        Assert.Equal(Enumerable.Range(1, parts.Count), parts.Select(part => part.Number));
        Assert.All(parts, part =>
        {
            Assert.Equal(parts.Count, part.Count);
            Assert.InRange(part.MaxWords, 40, 300);
            Assert.True(room.Holds(Type.CreatePartPrompt(input, part), part.MaxWords * 6));
        });
    }

    [Fact]
    public void The_notes_on_all_parts_together_can_be_read_at_once()
    {
        var text = string.Join("\n\n", Enumerable.Repeat(SampleTexts.Blog, 60));
        var room = new PromptRoom(ModelWindow.Of("llama3.2", 8_192), Counter);
        var input = Input(500);

        var parts = PartPlan.Create(Type, input, text, room);

        var notes = string.Join("\n\n", parts.Select(part => part.Text[..WordCount.EndOf(part.Text, part.MaxWords)]));
        Assert.True(room.Holds(Type.CreatePromptOverNotes(input, notes), Type.ExpectedAnswerCharacters(input)));
    }

    [Fact]
    public void Nobody_is_asked_about_nothing()
    {
        var text = $"One.{new string('\n', 60_000)}Two.";
        var room = new PromptRoom(ModelWindow.Of("llama3.2", 2_048), new FourCharacterTokens());

        var parts = PartPlan.Create(Type, Input(100), text, room);

        Assert.All(parts, part => Assert.NotEqual("", part.Text.Trim()));
        Assert.InRange(parts.Count, 1, 2);
    }

    private static JsonElement Input(int maxWords) => JsonSerializer.SerializeToElement(new { content = new string('a', 60_000), maxWords });
}
