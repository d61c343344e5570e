using OrleansAiJobs.Tests.Browser.Site;
using OrleansAiJobs.Tests.ScriptedAi;
using static Microsoft.Playwright.Assertions;

namespace OrleansAiJobs.Tests.Browser;

public sealed class CancelTests(Website website) : PageTest(website)
{
    private const string Story = "Nobody waits for the titles of this story any longer.";

    [Fact]
    public async Task Cancelling_on_the_card_stops_the_job_and_the_call_to_the_AI()
    {
        var gate = new Gate();
        Reply(to: Story, new AiReply { FinishGate = gate });
        var page = await OpenPageAsync();
        var card = await page.AskForTitlesAsync(Story);
        await gate.Reached;

        await card.Button("Cancel").ClickAsync();

        await Expect(card.State).ToHaveTextAsync("Cancelled");
        await Expect(card.Problem).ToHaveTextAsync("You cancelled this before it was finished.");
        await Expect(card.Titles.First).ToBeHiddenAsync();
        await Ai.Requests.Last(request => request.Content == Story).Aborted.WaitAsync(Website.Patience, TimeProvider.System);
        await page.KeepScreenshotAsync("cancelled");
    }
}
