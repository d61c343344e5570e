using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using OrleansAiJobs.Tests.Apps;
using OrleansAiJobs.Tests.EndToEnd.Api;
using OrleansAiJobs.Tests.EndToEnd.Foreign;

namespace OrleansAiJobs.Tests.EndToEnd;

/// <summary>Both kinds of job, with a server of OpenAI's protocol that nobody here has written.</summary>
[Trait("Suite", "Full")]
public sealed class ForeignServerTests
{
    private const int Titles = 10;
    private const int MaxWords = 50;

    // What a call holds of a text at a window of 8,192 tokens, the one of a model that nobody knows.
    private const int SurelyOneCall = 12_000;
    private const int SurelyMore = 35_000;

    private static readonly int[] Lengths = [1_000, 4_000, SurelyOneCall, SurelyMore, 60_000, 100_000];

    [Fact]
    public async Task Real_texts_of_1_to_100_KB_all_get_titles_and_a_summary()
    {
        await using var ai = await ForeignAi.StartAsync();
        await using var app = await EmbeddedApp.StartAsync(new Dictionary<string, string> { ["Ai:BaseUrl"] = ai.BaseUrl, ["Ai:Model"] = "nobody-knows-it" });
        using var visitor = await app.VisitAsync();
        string[] texts =
        [
            .. await Task.WhenAll(Lengths.Select(RealTexts.OfLengthAsync)),
            await RealTexts.MarkdownAsync(),
        ];

        var following = visitor.FollowUntilTerminalAsync(texts.Length * 2);
        foreach (var content in texts)
        {
            await SubmitAsync(visitor, "titles", new { content, count = Titles });
            await SubmitAsync(visitor, "summary", new { content, maxWords = MaxWords });
        }

        var ids = (await following).Keys;

        foreach (var id in ids)
        {
            AssertCompleted(await visitor.JobAsync(id), ai);
        }
    }

    private static async Task SubmitAsync(ApiClient visitor, string type, object input)
    {
        using var answer = await visitor.Http.PostAsJsonAsync($"/api/ai/{type}", input);
        Assert.Equal(HttpStatusCode.Accepted, answer.StatusCode);
    }

    private static void AssertCompleted(JsonNode job, ForeignAi ai)
    {
        var length = job["input"]!["content"]!.GetValue<string>().Length;
        Assert.True(job["status"]!.GetValue<string>() == "completed", $"{job["type"]} of {length} characters: {job["error"]?.ToJsonString()}\n{ai.Output}");
        Assert.Equal("nobody-knows-it", job["usage"]!["model"]!.GetValue<string>());
        if (job["type"]!.GetValue<string>() == "titles")
        {
            var titles = job["result"]!["titles"]!.AsArray().Select(title => title!.GetValue<string>()).ToList();
            Assert.Equal(Titles, titles.Distinct(StringComparer.OrdinalIgnoreCase).Count());
            Assert.All(titles, title => Assert.NotEqual("", title.Trim()));
            Assert.Matches(@"^A text of \d+ characters$", titles[0]);
        }
        else
        {
            Assert.Matches(@"^The text has \d+ characters and says what it says\.$", job["result"]!["summary"]!.GetValue<string>());
        }

        var calls = Assert.Single(job["attempts"]!.AsArray())!["calls"]?.GetValue<int>() ?? 1;
        Assert.InRange(calls, length >= SurelyMore ? 3 : 1, length <= SurelyOneCall ? 1 : 15);
    }
}
