using System.Text.Json;
using OrleansAiJobs.Grains.JobTypes;
using OrleansAiJobs.Grains.JobTypes.Summary;

namespace OrleansAiJobs.Tests.Unit.JobTypes.Summary;

public sealed class SummaryAnswerTests
{
    private const string Text = "The council met on Monday. It will build a bridge.";

    [Theory]
    [InlineData("""{"summary":"The council met on Monday. It will build a bridge."}""")]
    [InlineData("""{"summary" : "  The council met on Monday. It will build a bridge.\n" }""")]
    [InlineData("""{"title":"x","Summary":"The council met on Monday. It will build a bridge.","words":9}""")]
    [InlineData("""[{"result":{"summary":"The council met on Monday. It will build a bridge."}}]""")]
    [InlineData("```json\n{\"summary\":\"The council met on Monday. It will build a bridge.\"}\n```")]
    [InlineData("Here is {the} summary:\n{\"summary\":\"The council met on Monday. It will build a bridge.\"}\nBye!")]
    [InlineData("<think>Short. {\"summary\":\"no\"}</think>\n\n{\"summary\":\"The council met on Monday. It will build a bridge.\"}")]
    [InlineData("The council met on Monday. It will build a bridge.")]
    [InlineData("Here is a summary:\n\nThe council met on Monday. It will build a bridge.\n")]
    [InlineData("```text\nThe council met on Monday. It will build a bridge.\n```")]
    [InlineData("<think>Hm.</think>The council met on Monday. It will build a bridge.")]
    public void The_summary_is_found_whatever_form_the_answer_has(string answer) => Assert.Equal(Text, Summary(answer, 100));

    [Theory]
    [InlineData("""Line one.\nLine two.""", "Line one.\nLine two.")]
    [InlineData("""<b>Markup</b> & **text** stay.""", "<b>Markup</b> & **text** stay.")]
    [InlineData("""\u0000A\ud800 pair \ud83d\ude00 and a half \ude00.""", "A pair 😀 and a half .")]
    [InlineData("""Said "hello" to all.""", "Said \"hello\" to all.")]
    [InlineData("""Tab\tand \\ and \/.""", "Tab\tand \\ and /.")]
    public void The_text_stays_as_it_is_but_for_what_is_not_unicode(string raw, string expected) =>
        Assert.Equal(expected, Summary($$"""{"summary":"{{raw}}"}""", 100));

    [Theory]
    [InlineData("")]
    [InlineData(" \n ")]
    [InlineData("{}")]
    [InlineData("[]")]
    [InlineData("""{"summary":""}""")]
    [InlineData("""{"summary":"  \n "}""")]
    [InlineData("""{"summary":null}""")]
    [InlineData("""{"summary":["x"]}""")]
    [InlineData("""{"summary":7}""")]
    [InlineData("""{"text":"x"}""")]
    [InlineData("""{"summary":"\ud800\u0000"}""")]
    [InlineData("""{"summary":"The answer breaks off he""")]
    [InlineData("```json\n{\"text\":\"x\"}\n```")]
    [InlineData("<think>It never ends.")]
    [InlineData("{\"summary\"")]
    public void An_answer_without_a_whole_summary_gets_a_complaint_with_the_asked_form(string answer)
    {
        var result = Read(answer, 100);

        Assert.Null(result.Json);
        Assert.Contains("""{"summary":"…"}""", result.Complaint, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(15, true)]
    [InlineData(16, false)]
    public void Half_as_many_words_again_as_asked_for_is_the_limit(int words, bool isValid)
    {
        var result = Read(JobJson.Write(new { summary = string.Join(' ', Enumerable.Repeat("word", words)) }), 10);

        Assert.Equal(isValid, result.Json is not null);
        Assert.Equal(isValid, result.Complaint is null);
    }

    [Fact]
    public void The_complaint_about_length_names_both_numbers()
    {
        var result = Read(string.Join(' ', Enumerable.Repeat("word", 40)), 10);

        Assert.Equal("The summary has 40 words and 199 characters; it must have at most 10 words.", result.Complaint);
    }

    [Fact]
    public void One_endless_word_is_no_summary()
    {
        var result = Read(JobJson.Write(new { summary = new string('a', 1_000_000) }), 500);

        Assert.Null(result.Json);
    }

    [Theory]
    [InlineData("{\"sum", "")]
    [InlineData("{\"summary\":\"The cou", "The cou")]
    [InlineData("{\"summary\":\"The council \\", "The council")]
    [InlineData("{\"summary\":\"Smile \\ud83d\\ud", "Smile")]
    [InlineData("Here is the summary you as", "")]
    [InlineData("Sure! Here is the summary as JSON:\n\n{", "")]
    [InlineData("Here is a summary:\nThe cou", "The cou")]
    [InlineData("```text\nThe council met\n``", "The council met")]
    [InlineData("The council met on Monday. It wi", "The council met on Monday. It wi")]
    [InlineData("<think>Hm, let me see. The text is about", "")]
    public void People_see_the_text_so_far(string answerSoFar, string expected) =>
        Assert.Equal(expected, SummaryAnswer.ReadPartial(answerSoFar));

    [Fact]
    public void The_text_only_grows_and_ends_as_the_summary()
    {
        var random = new Random(4);
        for (var round = 0; round < 300; round++)
        {
            var summary = Text + RandomText.Create(random, random.Next(0, 60)) + ".";
            var json = JsonSerializer.Serialize(new { summary }, random.Next(2) is 0 ? JobJson.Options : JsonSerializerOptions.Default);
            var answer = random.Next(6) switch
            {
                0 => $"```json\n{json}\n```",
                1 => $"Here is the summary:\n\n{json}",
                2 => summary.Replace("{", "", StringComparison.Ordinal),
                3 => $"Summary:\n{summary.Replace("{", "", StringComparison.Ordinal)}",
                _ => json,
            };

            AssertGrows(answer);
        }
    }

    [Fact]
    public void No_broken_answer_throws_or_shows_unsafe_text()
    {
        var random = new Random(5);
        for (var round = 0; round < 5_000; round++)
        {
            var answer = BrokenAnswers.Create(random, "summary");

            var partial = SummaryAnswer.ReadPartial(answer);
            var result = Read(answer, 100);

            Assert.True(SafeText.IsSafe(partial));
            Assert.True((result.Json is null) != (result.Complaint is null));
            if (result.Json is not null)
            {
                var summary = Json.Parse(result.Json).GetProperty("summary").GetString()!;
                Assert.True(SafeText.IsSafe(summary));
                Assert.NotEmpty(summary.Trim());
            }
        }
    }

    private static void AssertGrows(string answer)
    {
        var before = "";
        for (var length = 0; length <= answer.Length; length++)
        {
            var now = SummaryAnswer.ReadPartial(answer[..length]);
            Assert.True(now.StartsWith(before, StringComparison.Ordinal), $"\"{before}\" became \"{now}\" at {length} of {answer}");
            Assert.True(SafeText.IsSafe(now));
            before = now;
        }

        Assert.Equal(SummaryAnswer.ReadFinished(answer), before);
    }

    private static string Summary(string answer, int maxWords)
    {
        var result = Read(answer, maxWords);
        Assert.Null(result.Complaint);
        return Json.Parse(result.Json!).GetProperty("summary").GetString()!;
    }

    private static JobResult Read(string answer, int maxWords) =>
        new SummaryJobType().ReadAnswer(Json.Parse($$"""{"content":"x","maxWords":{{maxWords}}}"""), answer);
}
