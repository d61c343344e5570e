using System.Text.Json;
using OrleansAiJobs.Grains.JobTypes;
using OrleansAiJobs.Grains.JobTypes.Titles;

namespace OrleansAiJobs.Tests.Unit.JobTypes.Titles;

public sealed class TitlesPartialAnswerTests
{
    private static readonly string[] Pool =
    [
        "Ten ways to bake bread", "10 ways to bake bread", "3.5 million reasons", "2. Bundesliga startet", "Ten", "C# in <b>depth</b> & more",
        "Größe zählt nicht", "为什么要烤面包", "🎉 Party 👩‍🚀 time 🎉", "The \"best\" of both", "A\\B tested", "Tab\there", "**Bold** start", "*Soft* start",
        "Topic: a **strong** point", "**Not**bold at all", "“Quoted” and more", "\"All quoted\"", "(Almost) everything", "2 * 3 = 6", "Why 'single' quotes?", "#1 in tests", "1. First",
        "مرحبا بالعالم", "-5 degrees", "Ends with a star *", "[Guide] How to", "{Curly} things", "1984", "🎉",
    ];

    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };

    [Theory]
    [InlineData("{\"ti", "")]
    [InlineData("{\"titles\":[", "")]
    [InlineData("{\"titles\":[\"On", "On")]
    [InlineData("{\"titles\":[\"One\",\"Two wo", "One\nTwo wo")]
    [InlineData("{\"titles\":[\"One\\", "One")]
    [InlineData("{\"titles\":[\"One \\ud83d", "One")]
    [InlineData("{\"titles\":[\"One \\ud83d\\ude0", "One")]
    [InlineData("{\"titles\":[\"One \\ud83d\\ude00", "One 😀")]
    [InlineData("{\"titles\":[\"One\",\"one", "One")]
    [InlineData("{\"titles\":[\"One\",\"one more", "One\none more")]
    [InlineData("```json\n{\"titles\":[\"One\",", "One")]
    [InlineData("Sure, here they are:\n1. One\n2", "One")]
    [InlineData("Sure, here they are:\n1. One\n2. T", "One\nT")]
    [InlineData("<think>1. no\n2.", "")]
    [InlineData("I am sorry", "")]
    public void People_see_one_title_a_line(string answerSoFar, string expected) =>
        Assert.Equal(expected, TitleSet.ReadPartial(answerSoFar));

    [Fact]
    public void The_text_only_grows_and_ends_as_the_titles_of_any_json_answer()
    {
        var random = new Random(1);
        for (var round = 0; round < 300; round++)
        {
            var titles = Enumerable.Range(0, random.Next(1, 6)).Select(_ => Title(random)).ToArray();
            var options = random.Next(3) switch
            {
                0 => JobJson.Options,
                1 => Indented,
                _ => JsonSerializerOptions.Default,
            };
            var list = JsonSerializer.Serialize(titles, options);
            var json = random.Next(4) is 0 ? list : JsonSerializer.Serialize(new { titles }, options);
            var answer = random.Next(5) switch
            {
                0 => $"```json\n{json}\n```",
                1 => $"Here are your titles:\n\n{json}\n\nI hope you like them!",
                2 => $"<think>\nThe user wants titles. [\"x\"] 1. x\n</think>\n{json}",
                _ => json,
            };

            AssertGrows(answer);
        }
    }

    [Fact]
    public void The_text_only_grows_and_ends_as_the_titles_of_any_plain_list()
    {
        var random = new Random(2);
        string[] safe = [.. Pool.Where(title => title[0] is not ('"' or '“' or '*' or '1' or '2'))];
        for (var round = 0; round < 300; round++)
        {
            var style = random.Next(4);
            var lines = Enumerable.Range(1, random.Next(1, 6))
                .Select(number => (number, title: safe[random.Next(safe.Length)]))
                .Select(item => style switch
                {
                    0 => $"{item.number}. {item.title}",
                    1 => $"- {item.title}",
                    2 => $"{item.number}) **{item.title}**",
                    _ => $"**{item.number}.** {item.title}",
                });
            var answer = (random.Next(2) is 0 ? "Sure, here you go:\n\n" : "") + string.Join('\n', lines) + (random.Next(2) is 0 ? "\n\nEnjoy!" : "\n");

            AssertGrows(answer);
        }
    }

    [Fact]
    public void No_broken_answer_throws_or_shows_unsafe_text()
    {
        var random = new Random(3);
        var type = new TitlesJobType();
        var input = Json.Parse("""{"content":"x","count":1}""");
        for (var round = 0; round < 5_000; round++)
        {
            var answer = BrokenAnswers.Create(random, "titles");

            var partial = TitleSet.ReadPartial(answer);
            var result = type.ReadAnswer(input, answer);

            Assert.True(SafeText.IsSafe(partial));
            Assert.True((result.Json is null) != (result.Complaint is null));
            if (result.Json is not null)
            {
                var title = Assert.Single(Json.Strings(result.Json, "titles"));
                Assert.True(SafeText.IsSafe(title));
                Assert.NotEmpty(title.Trim());
                Assert.DoesNotContain('\n', title);
            }
        }
    }

    private static void AssertGrows(string answer)
    {
        var before = "";
        for (var length = 0; length <= answer.Length; length++)
        {
            var now = TitleSet.ReadPartial(answer[..length]);
            Assert.True(now.StartsWith(before, StringComparison.Ordinal), $"\"{before}\" became \"{now}\" at {length} of {answer}");
            Assert.True(SafeText.IsSafe(now));
            before = now;
        }

        Assert.Equal(string.Join('\n', TitleSet.ReadFinished(answer).Titles), before);
    }

    private static string Title(Random random) =>
        random.Next(3) > 0 ? Pool[random.Next(Pool.Length)] : RandomText.Create(random, random.Next(1, 20));
}
