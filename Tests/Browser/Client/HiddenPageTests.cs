using Microsoft.Playwright;
using OrleansAiJobs.Tests.Browser.Site;
using OrleansAiJobs.Tests.ScriptedAi;
using static Microsoft.Playwright.Assertions;

namespace OrleansAiJobs.Tests.Browser.Client;

public sealed class HiddenPageTests(Website website) : PageTest(website)
{
    private const string Running = "This story runs while its page is hidden.";
    private const string FromElsewhere = "This story was sent by another device while the page was hidden.";

    [Fact]
    public async Task A_hidden_page_says_when_its_job_is_done_then_holds_no_connection_and_catches_up_when_shown()
    {
        var gate = new Gate();
        Reply(to: Running, new AiReply { FinishGate = gate });
        var visitor = await ArriveAsync(Website.App);
        await visitor.Context.Clock.InstallAsync();
        var page = await visitor.OpenPageAsync();
        await page.AskForTitlesAsync(Running);
        await gate.Reached;

        await page.HideAsync(true);
        await page.Page.Clock.FastForwardAsync(31_000);
        gate.Open();
        await Expect(page.Page).ToHaveTitleAsync("Titles done · Titles and summaries · Orleans AI Jobs");
        await visitor.Feeds.AllClosedAsync();
        var opened = visitor.Feeds.Opened;
        await visitor.Context.APIRequest.PostAsync(
            "/api/ai/titles", new APIRequestContextOptions { DataObject = new { content = FromElsewhere, count = 1 } });
        await page.HideAsync(false);

        await Expect(page.Card(FromElsewhere).State).ToHaveTextAsync("Done");
        Assert.Equal(opened + 1, visitor.Feeds.Opened);
    }
}
