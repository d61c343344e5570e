using OrleansAiJobs.Tests.Browser.Site;
using OrleansAiJobs.Tests.ScriptedAi;
using static Microsoft.Playwright.Assertions;

namespace OrleansAiJobs.Tests.Browser;

public sealed class ReloadTests(Website website) : PageTest(website)
{
    private const string Story = "In the middle of this story the visitor reloads the page.";

    [Fact]
    public async Task A_reload_in_the_middle_of_a_job_goes_on_with_the_text_so_far_and_keeps_the_draft()
    {
        var gate = new Gate();
        Reply(to: Story, AiReply.Says("""{"titles":["Half a Story","And the Rest of It"]}""") with { Chunks = 2, ChunkGate = gate });
        var page = await OpenPageAsync();
        await page.Page.GetByLabel("How many titles").SelectOptionAsync("2");
        var card = await page.AskForTitlesAsync(Story);
        gate.Pass();
        await Expect(card.Title(1)).ToHaveTextAsync("Half a Story");

        await page.Page.ReloadAsync();

        await Expect(card.State).ToHaveTextAsync("Working");
        await Expect(card.Title(1)).ToHaveTextAsync("Half a Story");
        await Expect(page.Text).ToHaveValueAsync(Story);
        await Expect(page.Page.GetByLabel("How many titles")).ToHaveValueAsync("2");
        gate.Open();
        await Expect(card.State).ToHaveTextAsync("Done");
        await Expect(card.Titles).ToHaveTextAsync(["Half a Story", "And the Rest of It"]);
        Assert.Equal(1, Ai.Requests.Count(request => request.Content == Story));
    }
}
