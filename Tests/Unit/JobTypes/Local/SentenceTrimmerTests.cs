using OrleansAiJobs.Grains.JobTypes.Local;
using OrleansAiJobs.Grains.JobTypes.Local.Languages;

namespace OrleansAiJobs.Tests.Unit.JobTypes.Local;

public sealed class SentenceTrimmerTests
{
    [Theory]
    [InlineData("However, prices also fell on Tuesday.", "prices fell.")]
    [InlineData("But in fact, nobody came.", "nobody came.")]
    [InlineData("But nobody came.", "nobody came.")]
    [InlineData("Butter is expensive.", "Butter is expensive.")]
    [InlineData("First prize goes to Anna.", "First prize goes to Anna.")]
    [InlineData("The script (see below) takes a minute.", "The script takes a minute.")]
    [InlineData("“Our kids deserve clean air,” said the mayor of the town.", "“Our kids deserve clean air,”")]
    [InlineData("Rents rose by a tenth, according to the city.", "Rents rose by a tenth")]
    [InlineData("The mayor, who took office in May, wants a new bridge.", "The mayor wants a new bridge.")]
    [InlineData("Anna Lee, the head of the agency, opened the meeting.", "Anna Lee opened the meeting.")]
    [InlineData("We sell apples, the best pears, and plums from the region.", "We sell apples, the best pears, and plums from the region.")]
    [InlineData("In May, the mayor, a lawyer, left the town.", "In May, the mayor, a lawyer, left the town.")]
    public void What_a_headline_does_without_is_dropped_from_english(string sentence, string expected) =>
        Assert.Equal(expected, SentenceTrimmer.Trim(sentence, English.Profile));

    [Theory]
    [InlineData("Der Rat hat am Dienstagabend auch den Bau beschlossen.", "Der Rat hat den Bau beschlossen.")]
    [InlineData("Zudem sollen Busse fahren.", "Zudem sollen Busse fahren.")]
    [InlineData("Das Land zahlt nach Angaben des Ministeriums die Hälfte.", "Das Land zahlt die Hälfte.")]
    [InlineData("Die Suppe pürieren, die Kokosmilch einrühren, mit Salz und Pfeffer würzen.", "Die Suppe pürieren, die Kokosmilch einrühren, mit Salz und Pfeffer würzen.")]
    [InlineData("Anna Lee, die neue Leiterin, eröffnet das Haus.", "Anna Lee eröffnet das Haus.")]
    [InlineData("„Wir bauen eine Brücke“, sagte er am Abend.", "„Wir bauen eine Brücke“")]
    public void What_a_headline_does_without_is_dropped_from_german(string sentence, string expected) =>
        Assert.Equal(expected, SentenceTrimmer.Trim(sentence, German.Profile));

    [Theory]
    [InlineData("La boulangerie Martin, installée depuis 1952 sur la place, fermera en juin.", "La boulangerie Martin fermera en juin.")]
    [InlineData("« Nous partons à deux heures », raconte Hélène.", "« Nous partons à deux heures »")]
    public void What_a_headline_does_without_is_dropped_from_french(string sentence, string expected) =>
        Assert.Equal(expected, SentenceTrimmer.Trim(sentence, French.Profile));
}
