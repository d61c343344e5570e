using Microsoft.Playwright;
using OrleansAiJobs.Tests.Browser.Site;
using static Microsoft.Playwright.Assertions;

namespace OrleansAiJobs.Tests.Browser;

public sealed class HistoryTests(Website website) : PageTest(website)
{
    private const int Jobs = 45;

    [Fact]
    public async Task Load_more_shows_all_45_earlier_jobs_once_the_newest_first_also_while_a_new_one_arrives()
    {
        var (_, page) = await FillHistoryAsync(Jobs);
        var cards = JobsPage.CardsOf(page.Earlier);
        await Expect(cards).ToHaveCountAsync(20);
        await page.KeepScreenshotAsync("history");

        await page.Button("Load more").ClickAsync();
        await Expect(cards).ToHaveCountAsync(40);
        var arrived = await page.AskForTitlesAsync("One more, in between.");
        await Expect(arrived.State).ToHaveTextAsync("Done");
        await page.Button("Load more").ClickAsync();

        await Expect(cards).ToHaveCountAsync(Jobs);
        await Expect(page.Button("Load more")).ToBeHiddenAsync();
        await Expect(JobsPage.CardsOf(page.Now)).ToHaveCountAsync(1);
        var lines = await page.Earlier.Locator(".card-line").AllTextContentsAsync();
        Assert.Equal(Enumerable.Range(1, Jobs).Reverse().Select(number => $"Number {number} of many, part 1"), lines);
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
        await Expect(page.Earlier.Locator(".card-line")).ToHaveTextAsync(["Number 3 of many, part 1", "Number 1 of many, part 1"]);
    }

    /// <summary>A visitor who has had so many jobs done before.</summary>
    private async Task<(Visitor Visitor, JobsPage Page)> FillHistoryAsync(int count)
    {
        var visitor = await ArriveAsync(Website.App);
        var page = await visitor.OpenPageAsync();
        await Expect(page.Empty).ToBeVisibleAsync();
        for (var number = 1; number <= count; number++)
        {
            var answer = await visitor.Context.APIRequest.PostAsync(
                "/api/ai/titles",
                new APIRequestContextOptions { DataObject = new { content = $"Number {number} of many", count = 2 } });
            Assert.Equal(202, answer.Status);
        }

        await Expect(JobsPage.CardsOf(page.Now)).ToHaveCountAsync(count);
        await Expect(page.Page.Locator("#now-note")).ToHaveTextAsync("All done");
        await page.Page.ReloadAsync();
        return (visitor, page);
    }
}
