using OrleansAiJobs.Grains.JobTypes.Local;
using OrleansAiJobs.Grains.JobTypes.Local.Languages;

namespace OrleansAiJobs.Tests.Unit.JobTypes.Local;

public sealed class ClauseCutterTests
{
    [Theory]
    [InlineData("My productivity looked great on paper, but I was exhausted, and everybody noticed it", "My productivity looked great on paper")]
    [InlineData("Beacon collects metrics, logs and traces in a single binary and stores them", "Beacon collects metrics, logs and traces")]
    [InlineData("Supporters say the machines are a hazard because they smell", "Supporters say the machines are a hazard")]
    [InlineData("The engine cut all costs by 60 percent compared with the old one", "The engine cut all costs by 60 percent")]
    [InlineData("In tests with 40 early customers, costs fell", null)]
    [InlineData("When it rains in the garden, we stay at home all day", null)]
    [InlineData("People who live ten miles from work ride as often as others", null)]
    [InlineData("Only in the practice we all saw that nobody looks at screens", null)]
    [InlineData("Always begin with one clear signal that tells you it is over", "Always begin with one clear signal")]
    [InlineData("Short and sweet", null)]
    [InlineData("", null)]
    public void A_beginning_ends_where_a_clause_does(string sentence, string? expected) =>
        Assert.Equal(expected, new ClauseCutter(sentence, English.Profile).Beginning(60));

    [Fact]
    public void German_sentences_end_only_between_clauses_since_the_verb_comes_last()
    {
        Assert.Null(new ClauseCutter("Der Stadtrat hat in der Sitzung den Bau einer neuen Brücke beschlossen", German.Profile).Beginning(60));
        Assert.Equal(
            "Kritik kam von den Anwohnern der Wiesenstraße",
            new ClauseCutter("Kritik kam von den Anwohnern der Wiesenstraße, weil 84 Bäume fallen", German.Profile).Beginning(60));
    }

    [Theory]
    [InlineData("After two years, the library opened", "the library opened")]
    [InlineData("If you struggle, start with one signal", "start with one signal")]
    [InlineData("The library, after two years, opened", null)]
    public void An_introduction_can_be_left_out(string sentence, string? expected) =>
        Assert.Equal(expected, new ClauseCutter(sentence, English.Profile).WithoutIntroduction());

    [Theory]
    [InlineData("It is free, and a hosted version will follow", "a hosted version will follow")]
    [InlineData("It is free, but sudden changes can be a sign", "sudden changes can be a sign")]
    [InlineData("No slides: every team explains a failure", "every team explains a failure")]
    [InlineData("They argued that electric models cost more", "electric models cost more")]
    [InlineData("We sell apples, pears, and plums", null)]
    [InlineData("A state-of-the-art, low-cost device", null)]
    public void Later_clauses_stand_alone(string sentence, string? expected) =>
        Assert.Equal(expected, new ClauseCutter(sentence, English.Profile).LaterClauses().FirstOrDefault());
}
