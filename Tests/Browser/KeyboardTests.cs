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

    [Fact]
    public async Task Titles_are_picked_looked_into_deleted_and_taken_back_with_the_keyboard_alone()
    {
        const string Done = "This one is done before anybody presses a key.";
        var page = await OpenPageAsync();
        var card = await page.AskForTitlesAsync(Done);
        await Expect(card.State).ToHaveTextAsync("Done");
        await page.Page.ReloadAsync();
        var keyboard = page.Page.Keyboard;
        card = new JobCard(JobsPage.CardsOf(page.Earlier).First);
        await Expect(card.Element).ToBeVisibleAsync();

        await TabToAsync(page, "document.activeElement.className === 'card-toggle'");
        await keyboard.PressAsync("Enter");
        await TabToAsync(page, "document.activeElement.dataset.action === 'favourite'");
        await keyboard.PressAsync("Space");
        await Expect(card.Element.Locator(".star").First).ToHaveAttributeAsync("aria-pressed", "true");
        await TabToAsync(page, "document.activeElement.dataset.action === 'details'");
        await keyboard.PressAsync("Enter");
        await Expect(card.Element.GetByText("went well")).ToBeVisibleAsync();
        await TabToAsync(page, "document.activeElement.dataset.action === 'delete'");
        await keyboard.PressAsync("Enter");
        await Expect(card.Element).ToBeHiddenAsync();
        // Who deletes with the keyboard need not look for the way back.
        await Expect(page.Button("Undo")).ToBeFocusedAsync();
        await page.KeepScreenshotAsync("keyboard-on-undo");
        await keyboard.PressAsync("Enter");

        await Expect(card.Element).ToBeVisibleAsync();
        await Expect(page.Page.GetByRole(Microsoft.Playwright.AriaRole.Heading, new() { Name = "Earlier" })).ToBeFocusedAsync();
    }

    [Fact]
    public async Task Who_wants_no_motion_sees_none()
    {
        const string Calm = "A story for those who want it calm.";
        var gate = new Gate();
        Reply(to: Calm, new AiReply { Gate = gate });
        var page = await OpenPageAsync();
        await page.Page.EmulateMediaAsync(new() { ReducedMotion = Microsoft.Playwright.ReducedMotion.Reduce });

        await page.AskForTitlesAsync(Calm);
        await gate.Reached;
        await Expect(page.Card(Calm).State).ToHaveTextAsync("Working");
        var moving = await page.Page.EvaluateAsync<int>("() => document.getAnimations().length");
        await page.Page.EmulateMediaAsync(new() { ReducedMotion = Microsoft.Playwright.ReducedMotion.NoPreference });
        await page.Page.WaitForFunctionAsync("() => document.getAnimations().length > 0");
        gate.Open();

        Assert.Equal(0, moving);
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
