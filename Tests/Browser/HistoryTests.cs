using Microsoft.Playwright;
using OrleansAiJobs.Tests.Browser.Site;
using OrleansAiJobs.Tests.ScriptedAi;
using static Microsoft.Playwright.Assertions;

namespace OrleansAiJobs.Tests.Browser;

public sealed class HistoryTests(Website website) : PageTest(website)
{
    private const int Jobs = 250;
    private const int PageSize = 20;

    [Fact]
    public async Task Load_more_shows_all_250_earlier_jobs_once_the_newest_first_also_while_a_new_one_arrives()
    {
        var (_, page) = await FillHistoryAsync(Jobs);
        var cards = JobsPage.CardsOf(page.Earlier);
        // Those of the same millisecond come together.
        await Expect(cards.Nth(PageSize - 1)).ToBeVisibleAsync();
        await page.KeepScreenshotAsync("history");

        await page.Button("Load more").ClickAsync();
        await Expect(cards.Nth((2 * PageSize) - 1)).ToBeVisibleAsync();
        var arrived = await page.AskForTitlesAsync("One more, in between.");
        await Expect(arrived.State).ToHaveTextAsync("Done");
        for (var shown = 2 * PageSize; shown < Jobs; shown += PageSize)
        {
            await Expect(cards.Nth(shown - 1)).ToBeVisibleAsync();
            await page.Button("Load more").ClickAsync();
        }

        await Expect(cards).ToHaveCountAsync(Jobs);
        await Expect(page.Button("Load more")).ToBeHiddenAsync();
        await Expect(JobsPage.CardsOf(page.Now)).ToHaveCountAsync(1);
        var lines = await page.Earlier.Locator(".card-line").AllTextContentsAsync();
        Assert.Equal(
            Enumerable.Range(1, Jobs).Select(number => $"Number {number} of many, part 1").Order(StringComparer.Ordinal),
            lines.Order(StringComparer.Ordinal));
        var times = await page.Earlier.Locator("time").EvaluateAllAsync<string[]>("times => times.map(time => time.dateTime)");
        Assert.Equal(times.OrderDescending(StringComparer.Ordinal), times);
    }

    [Fact]
    public async Task A_deleted_job_can_be_taken_back_and_else_is_gone_from_every_tab_and_for_good()
    {
        var (visitor, page) = await FillHistoryAsync(3);
        var other = await visitor.OpenPageAsync();
        await Expect(JobsPage.CardsOf(other.Earlier)).ToHaveCountAsync(3);
        await page.ShowAsync();
        var card = page.Card("Number 2 of many");
        await card.Element.GetByRole(AriaRole.Heading).ClickAsync();
        await card.Button("Details").ClickAsync();
        await Expect(card.Element.GetByText("went well")).ToBeVisibleAsync();
        await page.KeepScreenshotAsync("history-open");

        await card.Button("Delete").ClickAsync();
        await Expect(card.Element).ToBeHiddenAsync();
        await page.KeepScreenshotAsync("history-deleted");
        await page.Button("Undo").ClickAsync();
        await Expect(card.Element).ToBeVisibleAsync();
        await card.Element.GetByRole(AriaRole.Heading).ClickAsync();
        await card.Button("Delete").ClickAsync();
        await Expect(card.Element).ToBeHiddenAsync();
        // Leaving the page makes it final at once.
        await page.Page.ReloadAsync();

        await other.ShowAsync();
        await Expect(JobsPage.CardsOf(other.Earlier)).ToHaveCountAsync(2);
        await page.Page.ReloadAsync();
        await Expect(page.Card("Number 3 of many").Element).ToBeVisibleAsync();
        await Expect(page.Card("Number 1 of many").Element).ToBeVisibleAsync();
        await Expect(page.Card("Number 2 of many").Element).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task Filters_and_a_search_narrow_the_history_and_say_so_when_nothing_is_left()
    {
        const string Failing = "A story on lighthouses that fails.";
        Reply(to: Failing, AiReply.Error(401, code: "invalid_api_key"));
        var (visitor, page) = await FillHistoryAsync(2);
        await PostAsync(visitor, "summary", new { content = "Night trains are back in the timetable." });
        await PostAsync(visitor, "titles", new { content = Failing });
        await Expect(page.Page.Locator("#now-note")).ToHaveTextAsync("1 failed");
        await page.Page.ReloadAsync();
        var cards = JobsPage.CardsOf(page.Earlier);
        await Expect(cards).ToHaveCountAsync(4);
        var (search, kind, status) = (page.Page.GetByLabel("Search in texts and answers"), page.Page.GetByLabel("Show which kind"), page.Page.GetByLabel("Show which status"));

        await kind.SelectOptionAsync("summary");
        await Expect(page.Earlier.Locator(".card-line")).ToHaveTextAsync(["Night trains are back in the timetable."]);
        await kind.SelectOptionAsync("");
        await status.SelectOptionAsync("failed");
        await Expect(page.Earlier.Locator(".card-line")).ToHaveTextAsync([Failing]);
        await status.SelectOptionAsync("");
        await Expect(cards).ToHaveCountAsync(4);
        await search.FillAsync("PART many 1");
        await Expect(cards).ToHaveCountAsync(2);
        await search.FillAsync("timetable");
        await Expect(cards).ToHaveCountAsync(1);
        await page.KeepScreenshotAsync("history-search");
        await search.FillAsync("zeppelin");
        await Expect(page.Page.GetByText("None of your earlier jobs is like that.")).ToBeVisibleAsync();
        await search.ClearAsync();

        await Expect(cards).ToHaveCountAsync(4);
    }

    [Fact]
    public async Task A_job_is_asked_for_again_with_the_whole_text_that_it_had()
    {
        var story = $"A story of which the history shows only the beginning. {string.Join(' ', Enumerable.Repeat("And so on.", 30))} The end.";
        var visitor = await ArriveAsync(Website.App);
        await visitor.Context.APIRequest.PostAsync("/api/session");
        var page = await visitor.OpenPageAsync();
        await PostAsync(visitor, "titles", new { content = story, count = 3, tone = "formal" });
        await Expect(page.Page.Locator("#now-note")).ToHaveTextAsync("All done");
        await page.Page.ReloadAsync();
        var card = new JobCard(JobsPage.CardsOf(page.Earlier).First);
        await card.Element.GetByRole(AriaRole.Heading).ClickAsync();

        await card.Button("Run again").ClickAsync();

        await Expect(new JobCard(JobsPage.CardsOf(page.Now).First).State).ToHaveTextAsync("Done");
        await Expect(page.Now.GetByText("3 titles · formal")).ToBeVisibleAsync();
        Assert.Equal(2, Ai.Requests.Count(request => request.Content == story));
    }

    private static async Task PostAsync(Visitor visitor, string type, object input)
    {
        var answer = await visitor.Context.APIRequest.PostAsync($"/api/ai/{type}", new APIRequestContextOptions { DataObject = input });
        Assert.Equal(202, answer.Status);
    }

    /// <summary>A visitor who has had so many jobs done before.</summary>
    private async Task<(Visitor Visitor, JobsPage Page)> FillHistoryAsync(int count)
    {
        var visitor = await ArriveAsync(Website.App);
        await visitor.Context.APIRequest.PostAsync("/api/session");
        // As many at once as one visitor may have.
        foreach (var batch in Enumerable.Range(1, count).Chunk(100))
        {
            var answer = await visitor.Context.APIRequest.PostAsync("/api/ai/batch", new APIRequestContextOptions
            {
                DataObject = new { jobs = batch.Select(number => new { type = "titles", input = new { content = $"Number {number} of many", count = 2 } }) },
            });
            Assert.Equal(202, answer.Status);
            var jobs = (await answer.JsonAsync())!.Value.GetProperty("jobs").EnumerateArray().Select(job => job.GetProperty("id").GetString()!);
            foreach (var id in jobs)
            {
                await FinishAsync(visitor, id);
            }
        }

        // The user's own list may learn of it a moment after the job.
        while (await CountUnfinishedAsync(visitor) > 0)
        {
        }

        return (visitor, await visitor.OpenPageAsync());
    }

    private static async Task<int> CountUnfinishedAsync(Visitor visitor)
    {
        var stats = await (await visitor.Context.APIRequest.GetAsync("/api/ai/stats")).JsonAsync();
        return stats!.Value.GetProperty("pending").GetInt32() + stats.Value.GetProperty("processing").GetInt32();
    }

    /// <summary>A job's feed ends with the job.</summary>
    private static async Task FinishAsync(Visitor visitor, string id)
    {
        var feed = await visitor.Context.APIRequest.GetAsync($"/api/ai/job/{id}/events");
        Assert.Contains("\"status\":\"completed\"", await feed.TextAsync(), StringComparison.Ordinal);
    }
}
