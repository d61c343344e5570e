using OrleansAiJobs.Grains.Ai.LongTexts;
using OrleansAiJobs.Grains.JobTypes;
using OrleansAiJobs.Grains.JobTypes.Notes;

namespace OrleansAiJobs.Tests.Unit.Ai.LongTexts;

public sealed class PromptRoomTests
{
    private static readonly ModelWindow Window = ModelWindow.Of("gpt-4.1-mini", 10_000);

    [Fact]
    public void What_the_bytes_show_to_fit_is_not_counted()
    {
        var room = new PromptRoom(Window, new Uncountable());

        Assert.True(room.Holds(Prompt(new string('a', 8_000)), answerCharacters: 100));
        Assert.True(room.Holds(Prompt(new string('中', 2_500)), answerCharacters: 100));
        Assert.False(room.HoldsSurely(Prompt(new string('a', 10_000)), answerCharacters: 100));
    }

    [Fact]
    public void What_the_bytes_do_not_show_is_counted()
    {
        var room = new PromptRoom(Window, new FourCharacterTokens());

        Assert.True(room.Holds(Prompt(new string('a', 30_000)), answerCharacters: 100));
        Assert.False(room.Holds(Prompt(new string('a', 40_000)), answerCharacters: 100));
    }

    [Fact]
    public void The_instructions_the_answer_and_its_repair_have_their_room()
    {
        var room = new PromptRoom(Window, new FourCharacterTokens());
        var prompt = Prompt("");
        var instructions = (prompt.Instructions.Length + prompt.Schema.GetRawText().Length) / 4;

        var tokens = room.TokensFor(prompt, answerCharacters: 3_000);

        Assert.InRange(tokens, 9_500 - 3_000 - instructions - 250, 9_500 - 3_000 - instructions - 150);
    }

    [Fact]
    public void The_answer_never_takes_more_than_a_third_of_the_window() =>
        Assert.InRange(new PromptRoom(Window, new FourCharacterTokens()).TokensFor(Prompt(""), answerCharacters: 1_000_000), 5_500, 6_000);

    private static JobPrompt Prompt(string content) =>
        NotesPrompt.Create(new TextPart { Text = content, Number = 1, Count = 1, MaxWords = 100 });

    private sealed class Uncountable : ITokenCounter
    {
        public int Count(ReadOnlySpan<char> text) => throw new InvalidOperationException("Counted.");

        public int Fit(ReadOnlySpan<char> text, int tokens) => throw new InvalidOperationException("Counted.");
    }
}
