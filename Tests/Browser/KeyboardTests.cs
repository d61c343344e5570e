using OrleansAiJobs.Tests.Browser.Site;
using OrleansAiJobs.Tests.ScriptedAi;
using static Microsoft.Playwright.Assertions;

namespace OrleansAiJobs.Tests.Browser;

public sealed class KeyboardTests(Website website) : PageTest(website)
{
    private const string Story = "Whoever wrote this has no mouse.";

    [Fact]
    public async Task A_job_is_written_submitted_and_cancelled_with_the_keyboard_alone()
    {
        var gate = new Gate();
        Reply(to: Story, new AiReply { FinishGate = gate });
        var page = await OpenPageAsync();
        var keyboard = page.Page.Keyboard;

        await TabToAsync(page, "document.activeElement.id === 'content'");
        await keyboard.TypeAsync(Story);
        await keyboard.PressAsync("Control+Enter");
        var card = page.Card(Story);
        await Expect(card.State).ToHaveTextAsync("Working");
        await Expect(page.Text).ToBeFocusedAsync();
        await gate.Reached;
        await TabToAsync(page, "document.activeElement.dataset.action === 'cancel'");
        await page.KeepScreenshotAsync("keyboard-on-cancel");
        await keyboard.PressAsync("Enter");

        await Expect(card.State).ToHaveTextAsync("Cancelled");
        // The button is gone, and the keyboard goes on from its card.
        await Expect(card.Element).ToBeFocusedAsync();
    }

    [Fact]
    public async Task Ctrl_Shift_Enter_asks_for_a_summary()
    {
        var page = await OpenPageAsync();
        await page.Text.FocusAsync();

        await page.Page.Keyboard.TypeAsync("A story that is to be made shorter.");
        await page.Page.Keyboard.PressAsync("Control+Shift+Enter");

        var card = page.Card("A story that is to be made shorter.");
        await Expect(card.State).ToHaveTextAsync("Done");
        await Expect(card.Element.GetByText("Summary · 100 words")).ToBeVisibleAsync();
    }

    private static async Task TabToAsync(JobsPage page, string there)
    {
        const int StopsOnThePage = 30;
        for (var stop = 0; stop < StopsOnThePage; stop++)
        {
            await page.Page.Keyboard.PressAsync("Tab");
            if (await page.Page.EvaluateAsync<bool>($"() => {there}"))
            {
                return;
            }
        }

        Assert.Fail($"{StopsOnThePage} times Tab did not lead to where {there}.");
    }
}
