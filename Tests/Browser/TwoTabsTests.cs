using OrleansAiJobs.Tests.Browser.Site;
using OrleansAiJobs.Tests.ScriptedAi;
using static Microsoft.Playwright.Assertions;

namespace OrleansAiJobs.Tests.Browser;

public sealed class TwoTabsTests(Website website) : PageTest(website)
{
    private const string First = "This story is watched in two tabs.";
    private const string Second = "This one is started here and cancelled there.";

    [Fact]
    public async Task Two_tabs_of_one_visitor_show_the_same_live()
    {
        var (pieces, hold) = (new Gate(), new Gate());
        Reply(to: First, AiReply.Says("""{"titles":["Seen Twice","And Seen Again"]}""") with { Chunks = 2, ChunkGate = pieces });
        Reply(to: Second, new AiReply { FinishGate = hold });
        var visitor = await ArriveAsync(Website.App);
        var here = await visitor.OpenPageAsync();
        var there = await visitor.OpenPageAsync();
        await here.ShowAsync();
        await here.Page.GetByLabel("How many titles").SelectOptionAsync("2");

        await here.AskForTitlesAsync(First);
        pieces.Pass();
        await Expect(here.Card(First).Title(1)).ToContainTextAsync("Seen");
        await there.ShowAsync();
        await Expect(there.Card(First).Title(1)).ToContainTextAsync("Seen");
        pieces.Open();
        await Expect(there.Card(First).State).ToHaveTextAsync("Done");
        await Expect(there.Card(First).Titles).ToHaveTextAsync(["Seen Twice", "And Seen Again"]);
        await here.ShowAsync();
        await here.AskForTitlesAsync(Second);
        await hold.Reached;
        await there.ShowAsync();
        await there.Card(Second).Button("Cancel").ClickAsync();
        await here.ShowAsync();

        await Expect(here.Card(Second).State).ToHaveTextAsync("Cancelled");
        await Expect(here.Card(First).State).ToHaveTextAsync("Done");
        await there.ShowAsync();
        await there.KeepScreenshotAsync("the-other-tab");
    }
}
