using System.Text.Json;
using OrleansAiJobs.Grains.Ai;
using OrleansAiJobs.Grains.JobTypes;

namespace OrleansAiJobs.Tests.Unit.Ai;

public sealed class QuestionTests
{
    private readonly Question _question;
    private int _made;

    public QuestionTests() => _question = new Question(() => new JobPrompt
    {
        Instructions = "Pick 3 words.",
        Content = $"Made {++_made} times.",
        SchemaName = "words",
        Schema = JsonElement.Parse("{}"),
    });

    [Fact]
    public void It_is_made_once_for_all_who_look_before_it_is_asked()
    {
        Assert.Equal(0, _made);

        Assert.Same(_question.Prompt, _question.Prompt);
        Assert.Same(_question.Prompt, _question.Take());

        Assert.Equal(1, _made);
    }

    [Fact]
    public void Once_it_is_asked_nothing_is_kept_of_it()
    {
        _question.Take();

        Assert.Equal("Made 2 times.", _question.Prompt.Content);
    }

    [Fact]
    public void Its_messages_are_made_anew_each_time_between_the_same_delimiters()
    {
        var messages = new PromptMessages(_question);

        var (first, second) = (Texts(messages), Texts(messages));

        Assert.Equal(["system", "user"], messages.Select(message => message.Role.Value));
        Assert.Equal(first[0], second[0]);
        Assert.Equal(first[1].Replace("Made 1 times.", "Made 2 times.", StringComparison.Ordinal), second[1]);
        Assert.NotEqual(first[0], Texts(new PromptMessages(_question))[0]);
    }

    [Fact]
    public void It_is_asked_again_with_the_answer_and_what_is_wrong_with_it()
    {
        var messages = new PromptMessages(_question);

        var again = messages.AgainAfter("Rain.", "There are too few words.").ToArray();

        Assert.Equal(["system", "user", "assistant", "user"], again.Select(message => message.Role.Value));
        Assert.Equal(["Rain.", "There are too few words. Answer again, completely and in the required format."], again[2..].Select(message => message.Text));
    }

    private static string[] Texts(PromptMessages messages) => [.. messages.Select(message => message.Text)];
}
