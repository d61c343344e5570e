using OrleansAiJobs.Tests.Browser.Site;
using OrleansAiJobs.Tests.ScriptedAi;
using static Microsoft.Playwright.Assertions;

namespace OrleansAiJobs.Tests.Browser;

/// <summary>What one does with titles that are there.</summary>
public sealed class AnswerTests(Website website) : PageTest(website)
{
    private const string Story = "A story whose titles are worth keeping.";
    private const string Answer = """{"titles":["Worth Keeping","Better Still","The Third"]}""";

    [Fact]
    public async Task One_title_or_all_of_them_can_be_copied()
    {
        Reply(to: Story, AiReply.Says(Answer));
        var visitor = await ArriveAsync(Website.App);
        await visitor.Context.GrantPermissionsAsync(["clipboard-read", "clipboard-write"]);
        var page = await visitor.OpenPageAsync();
        await page.Page.GetByLabel("How many titles").SelectOptionAsync("3");
        var card = await page.AskForTitlesAsync(Story);
        await Expect(card.State).ToHaveTextAsync("Done");

        await card.Title(2).HoverAsync();
        await card.Button("Copy “Better Still”").ClickAsync();
        await Expect(page.Page.Locator("#announcer")).ToContainTextAsync("Copied.");
        Assert.Equal("Better Still", await ClipboardAsync(page));
        await page.KeepScreenshotAsync("copied");
        await card.Button("Copy all").ClickAsync();

        await page.Page.WaitForFunctionAsync("async () => (await navigator.clipboard.readText()).includes('\\n')");
        Assert.Equal("Worth Keeping\nBetter Still\nThe Third", (await ClipboardAsync(page)).ReplaceLineEndings("\n"));
    }

    [Fact]
    public async Task A_favourite_stays_after_a_reload_shows_in_the_history_and_in_the_other_tab()
    {
        Reply(to: Story, AiReply.Says(Answer));
        var visitor = await ArriveAsync(Website.App);
        var page = await visitor.OpenPageAsync();
        await page.Page.GetByLabel("How many titles").SelectOptionAsync("3");
        var card = await page.AskForTitlesAsync(Story);
        await Expect(card.State).ToHaveTextAsync("Done");
        var other = await visitor.OpenPageAsync();
        var line = other.Earlier.Locator(".card-line");
        await Expect(line).ToHaveTextAsync("Worth Keeping");

        await page.ShowAsync();
        await card.Button("Favourite: “The Third”").ClickAsync();
        await card.Button("Favourite: “Better Still”").ClickAsync();
        await Expect(card.Button("Favourite: “Better Still”")).ToHaveAttributeAsync("aria-pressed", "true");
        await Expect(card.Button("Favourite: “The Third”")).ToHaveAttributeAsync("aria-pressed", "false");
        await page.KeepScreenshotAsync("favourite");
        await other.ShowAsync();
        await Expect(line).ToHaveTextAsync("Better Still");
        await page.ShowAsync();
        await page.Page.ReloadAsync();

        var earlier = new JobCard(JobsPage.CardsOf(page.Earlier).First);
        await Expect(earlier.Element.Locator(".card-line")).ToHaveTextAsync("Better Still");
        await Expect(earlier.Element.Locator(".card-kind")).ToHaveTextAsync("3 titles · ★ favourite");
        await page.KeepScreenshotAsync("favourite-in-history");
        await earlier.Element.GetByRole(Microsoft.Playwright.AriaRole.Heading).ClickAsync();
        await earlier.Button("Favourite: “Better Still”").ClickAsync();
        await earlier.Element.GetByRole(Microsoft.Playwright.AriaRole.Heading).ClickAsync();
        await Expect(earlier.Element.Locator(".card-line")).ToHaveTextAsync("Worth Keeping");
    }

    private static Task<string> ClipboardAsync(JobsPage page) => page.Page.EvaluateAsync<string>("() => navigator.clipboard.readText()");
}
