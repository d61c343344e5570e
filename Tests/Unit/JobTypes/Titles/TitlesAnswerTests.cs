using OrleansAiJobs.Grains.JobTypes;
using OrleansAiJobs.Grains.JobTypes.Titles;

namespace OrleansAiJobs.Tests.Unit.JobTypes.Titles;

public sealed class TitlesAnswerTests
{
    [Theory]
    [InlineData("""{"titles":["One","Two","Three"]}""")]
    [InlineData("""{ "titles" : [ "One" , "Two" , "Three" ] }""")]
    [InlineData("""{"note":"x","titles":["One","Two","Three"],"more":{"a":[1]}}""")]
    [InlineData("""{"result":{"Titles":["One","Two","Three"]}}""")]
    [InlineData("""["One","Two","Three"]""")]
    [InlineData("""[{"title":"One","why":"x"},{"title":"Two"},{"title":"Three"}]""")]
    [InlineData("""[{"titles":["One","Two","Three"]}]""")]
    [InlineData("""{"titles":["One","Two","Three",],}""")]
    [InlineData("""{"titles":["One","Two","Three"]""")]
    [InlineData("```json\n{\"titles\":[\"One\",\"Two\",\"Three\"]}\n```")]
    [InlineData("```\n[\"One\",\"Two\",\"Three\"]\n```\nHope this helps!")]
    [InlineData("Here are [3] titles for {you}:\n\n{\"titles\":[\"One\",\"Two\",\"Three\"]}\n\nEnjoy {them}!")]
    [InlineData("<think>1. {\"titles\":[\"no\"]}\n2. no</think>\n{\"titles\":[\"One\",\"Two\",\"Three\"]}")]
    [InlineData("\ufeff{\"titles\":[\"One\",\"Two\",\"Three\"]}")]
    [InlineData("1. One\n2. Two\n3. Three")]
    [InlineData("Sure! Here are 3 titles:\n\n1) One\n2) Two\r\n3) Three\n\nTell me if you need more.")]
    [InlineData("**1. One**\n**2. Two**\n**3. Three**")]
    [InlineData("1. **One**\n   - a note\n2. **Two**\n   - a note\n3. **Three**")]
    [InlineData("- One\n- Two\n- Three")]
    [InlineData("* \"One\"\n* “Two”\n* *Three*")]
    [InlineData("• One\n• Two\n• Three\n")]
    [InlineData("```\n1. One\n2. Two\n3. Three\n```")]
    public void Titles_are_found_whatever_form_the_answer_has(string answer) => Assert.Equal(["One", "Two", "Three"], Titles(answer, 3));

    [Theory]
    [InlineData("""  A   title\n\twith\u00a0breaks  """, "A title with breaks")]
    [InlineData("""1. First things first""", "First things first")]
    [InlineData("""1) First""", "First")]
    [InlineData("""- Bullet""", "Bullet")]
    [InlineData("""## Heading""", "Heading")]
    [InlineData("\\\"Quoted\\\"", "Quoted")]
    [InlineData("""„Zitiert“""", "Zitiert")]
    [InlineData("""« Cité »""", "Cité")]
    [InlineData("""'Single'""", "Single")]
    [InlineData("""**Bold**""", "Bold")]
    [InlineData("""**\"Both\"**""", "Both")]
    [InlineData("""***All*** of *it*""", "All of it")]
    [InlineData("""**Topic**: the rest""", "Topic: the rest")]
    [InlineData("""2. Bundesliga startet""", "2. Bundesliga startet")]
    [InlineData("""10 ways to bake""", "10 ways to bake")]
    [InlineData("""3.5 million reasons""", "3.5 million reasons")]
    [InlineData("""2 * 3 = 6""", "2 * 3 = 6")]
    [InlineData("\\\"One\\\" and \\\"two\\\"", "\"One\" and \"two\"")]
    [InlineData("""'Tis the season""", "'Tis the season")]
    [InlineData("""C# in <b>depth</b> & more""", "C# in <b>depth</b> & more")]
    [InlineData("""Smile \ud83d\ude00 \u00e9""", "Smile 😀 é")]
    [InlineData("""a\\b \/ c""", "a\\b / c")]
    [InlineData("""Half \ud83d pair""", "Half pair")]
    [InlineData("""\ude00Zero\u0000 \ud800""", "Zero")]
    [InlineData("""Bad \x escape \u12""", "Bad x escape")]
    [InlineData("""__init__""", "__init__")]
    [InlineData("""-5 degrees""", "-5 degrees")]
    public void A_title_is_one_clean_line(string raw, string expected) =>
        Assert.Equal([expected], Titles($$"""{"titles":["{{raw}}"]}""", 1));

    [Fact]
    public void Unescaped_quotes_within_a_title_do_not_end_it() =>
        Assert.Equal(["The \"best\" way", "Two"], Titles("""{"titles":["The "best" way","Two"]}""", 2));

    [Fact]
    public void Of_too_many_titles_the_first_are_taken() => Assert.Equal(["A", "B"], Titles("""["A","B","C"]""", 2));

    [Fact]
    public void Repeated_and_empty_titles_do_not_count()
    {
        var result = Read("""{"titles":["One","one"," ONE ","","**","Two"]}""", 3);

        Assert.Null(result.Json);
        Assert.Equal("There are 3 different titles; there must be exactly 4, so 1 more. Not counted: 2 that only repeat another one.", Read("""{"titles":["One","one"," ONE ","","Two","3"]}""", 4).Complaint);
        Assert.Equal(["One", "Two"], Titles("""{"titles":["One","one","","Two"]}""", 2));
    }

    [Theory]
    [InlineData("")]
    [InlineData("   ")]
    [InlineData("I am sorry, I cannot help with that.")]
    [InlineData("{}")]
    [InlineData("[]")]
    [InlineData("{\"titles\":[]}")]
    [InlineData("{\"titles\":null}")]
    [InlineData("{\"titles\":\"One\"}")]
    [InlineData("{\"titles\":[1,true,null,{\"a\":\"b\"},[[\"x\"]]]}")]
    [InlineData("{\"titles\":[\"\\ud800\",\"\\u0000\"]}")]
    [InlineData("{\"titles\":[\"cut off")]
    [InlineData("<think>{\"titles\":[\"One\"]}")]
    [InlineData("[[[[")]
    [InlineData("{\"titles\"")]
    public void An_answer_without_titles_gets_a_complaint_with_the_asked_form(string answer)
    {
        var result = Read(answer, 1);

        Assert.Null(result.Json);
        Assert.Contains("""{"titles":["…"]}""", result.Complaint, StringComparison.Ordinal);
    }

    [Fact]
    public void A_title_of_absurd_length_does_not_count()
    {
        var result = Read($$"""{"titles":["{{new string('a', 301)}}","{{new string('b', 300)}}"]}""", 2);

        Assert.Contains("of far too great a length", result.Complaint, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("[")]
    [InlineData("{\"a\":")]
    [InlineData("[{\"titles\":")]
    [InlineData("\"")]
    [InlineData("\\")]
    [InlineData("{\"titles\":[\"*")]
    [InlineData("1. *")]
    [InlineData("- \"")]
    [InlineData("*a ")]
    [InlineData("```")]
    public void Huge_and_deeply_nested_answers_are_read_quickly(string piece)
    {
        var answer = string.Concat(Enumerable.Repeat(piece, 1_000_000 / piece.Length));
        var started = TimeProvider.System.GetTimestamp();

        var result = Read(answer, 5);
        var partial = TitleSet.ReadPartial(answer);

        Assert.Null(result.Json);
        Assert.True(SafeText.IsSafe(partial));
        Assert.True(TimeProvider.System.GetElapsedTime(started) < TimeSpan.FromSeconds(10), "A megabyte took more than 10 s.");
    }

    private static string[] Titles(string answer, int count)
    {
        var result = Read(answer, count);
        Assert.Null(result.Complaint);
        return Json.Strings(result.Json, "titles");
    }

    private static JobResult Read(string answer, int count) =>
        new TitlesJobType().ReadAnswer(Json.Parse($$"""{"content":"x","count":{{count}}}"""), answer);
}
