using OrleansAiJobs.Tests.Browser.Site;
using OrleansAiJobs.Tests.ScriptedAi;
using static Microsoft.Playwright.Assertions;

namespace OrleansAiJobs.Tests.Browser;

/// <summary>How visitors who look elsewhere learn that a job is done.</summary>
public sealed class NotifyTests(Website website) : PageTest(website)
{
    private const string First = "Nobody looks at the page when the first of these is done.";
    private const string Second = "Nor when the second one is.";

    // Headless Chromium shows none: what it is asked to show is kept.
    private const string KeepNotifications = """
        window.shown = [];
        window.Notification = class extends Notification {
          constructor(title, options) {
            super(title, options);
            shown.push([title, options.body]);
          }
        };
        """;

    [Fact]
    [Trait("Suite", "Full")]
    public async Task A_hidden_page_notifies_those_who_asked_for_it_and_counts_in_its_title()
    {
        var (first, second) = (new Gate(), new Gate());
        Reply(to: First, AiReply.Says("""{"titles":["While Nobody Looked"]}""") with { FinishGate = first });
        Reply(to: Second, AiReply.Error(401, code: "invalid_api_key") with { Gate = second });
        var visitor = await ArriveAsync(Website.App);
        await visitor.Context.GrantPermissionsAsync(["notifications"]);
        await visitor.Context.AddInitScriptAsync(KeepNotifications);
        var page = await visitor.OpenPageAsync();
        await page.Page.GetByLabel("How many titles").SelectOptionAsync("1");
        await page.AskForTitlesAsync(First);
        await page.AskForTitlesAsync(Second);
        await page.Button("Notify me").ClickAsync();
        await Expect(page.Button("Notifying")).ToHaveAttributeAsync("aria-pressed", "true");

        await page.HideAsync(true);
        first.Open();
        await Expect(page.Page).ToHaveTitleAsync("Titles done · Titles and summaries · Orleans AI Jobs");
        second.Open();
        await Expect(page.Page).ToHaveTitleAsync("(2) Titles failed · Titles and summaries · Orleans AI Jobs");
        Assert.Equal(
            ["Titles done: While Nobody Looked", "Titles failed: The AI service refused this site's access. The site's operator has to check its key (Ai:ApiKey)."],
            await page.Page.EvaluateAsync<string[]>("() => shown.map(one => one.join(': '))"));
        await page.HideAsync(false);
        await Expect(page.Page).ToHaveTitleAsync("Titles and summaries · Orleans AI Jobs");
        await page.Page.ReloadAsync();
        await page.AskForTitlesAsync("While this one is watched.");
        await Expect(page.Card("While this one is watched.").State).ToHaveTextAsync("Done");

        await Expect(page.Button("Notifying")).ToBeVisibleAsync();
        Assert.Equal(0, await page.Page.EvaluateAsync<int>("() => shown.length"));
    }

    [Fact]
    public async Task Where_the_browser_refuses_notifications_the_page_says_so()
    {
        var page = await OpenPageAsync();
        await page.Page.EvaluateAsync("() => { Notification.requestPermission = async () => 'denied'; }");
        await page.AskForTitlesAsync("A story nobody is notified of.");

        await page.Button("Notify me").ClickAsync();

        await Expect(page.Page.GetByText("The browser does not allow notifications of this page.")).ToBeVisibleAsync();
        await Expect(page.Button("Notify me")).ToHaveAttributeAsync("aria-pressed", "false");
    }
}
