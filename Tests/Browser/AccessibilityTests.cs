using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;
using OrleansAiJobs.Tests.Browser.Site;
using OrleansAiJobs.Tests.ScriptedAi;
using static Microsoft.Playwright.Assertions;

namespace OrleansAiJobs.Tests.Browser;

/// <summary>What axe finds in each state of the page: light and dark, on a desktop, at 200 % there, and on a phone.</summary>
[Trait("Suite", "Full")]
public sealed class AccessibilityTests(Website website) : PageTest(website)
{
    private static readonly (string Name, ColorScheme Scheme)[] Themes = [("light", ColorScheme.Light), ("dark", ColorScheme.Dark)];
    private static readonly (string Name, int Width, int Height)[] Screens = [("desktop", 1280, 900), ("phone", 390, 844), ("zoomed", 640, 450)];

    [Fact]
    public async Task Nothing_is_wrong_on_the_empty_page()
    {
        var page = await OpenStillPageAsync();
        await Expect(page.Empty).ToBeVisibleAsync();

        await AssertNothingIsWrongAsync(page, "empty");
    }

    [Fact]
    public async Task Nothing_is_wrong_while_jobs_run_wait_and_are_tried_again()
    {
        const string Writing = "This story is being written while axe looks at it.";
        const string Refused = "This story is refused while axe looks at it.";
        var gate = new Gate();
        Reply(to: Writing, AiReply.Says("""{"titles":["The First of Five Titles","The Sec""") with { FinishGate = gate });
        Reply(to: Refused, AiReply.Error(503).WithHeader("Retry-After", "120"));
        var page = await OpenStillPageAsync();
        var refused = await page.AskForTitlesAsync(Refused);
        await Expect(refused.State).ToHaveTextAsync("Retrying");
        var writing = await page.AskForTitlesAsync(Writing);
        await Expect(writing.Title(2)).ToHaveTextAsync("The Sec");

        await AssertNothingIsWrongAsync(page, "running");
    }

    [Fact]
    public async Task Nothing_is_wrong_beside_failed_and_cancelled_jobs()
    {
        const string Failing = "This story fails before axe looks at it.";
        const string Cancelled = "This story is cancelled before axe looks at it.";
        Reply(to: Failing, AiReply.Error(401, code: "invalid_api_key"));
        Reply(to: Cancelled, AiReply.Hang());
        var page = await OpenStillPageAsync();
        var cancelled = await page.AskForTitlesAsync(Cancelled);
        await cancelled.Button("Cancel").ClickAsync();
        await Expect(cancelled.State).ToHaveTextAsync("Cancelled");
        var failed = await page.AskForTitlesAsync(Failing);
        await Expect(failed.State).ToHaveTextAsync("Failed");
        await failed.Button("Details").ClickAsync();
        await Expect(failed.Element.GetByRole(AriaRole.Definition).First).ToBeVisibleAsync();
        await page.Text.ClearAsync();
        await page.GenerateTitles.ClickAsync();
        await Expect(page.Page.GetByText("Paste or write a text first.")).ToBeVisibleAsync();

        await AssertNothingIsWrongAsync(page, "failed");
    }

    [Fact]
    public async Task Nothing_is_wrong_in_the_history_with_a_job_open()
    {
        var page = await OpenStillPageAsync();
        var titles = await page.AskForTitlesAsync("This story was done before axe looked at it.");
        await Expect(titles.State).ToHaveTextAsync("Done");
        await page.Summarize.ClickAsync();
        await Expect(JobsPage.CardsOf(page.Now).First.GetByText("Done!")).ToBeVisibleAsync();
        await page.Page.ReloadAsync();
        await Expect(JobsPage.CardsOf(page.Earlier)).ToHaveCountAsync(2);
        var card = new JobCard(JobsPage.CardsOf(page.Earlier).Last);
        await card.Element.GetByRole(AriaRole.Heading).ClickAsync();
        await card.Button("Details").ClickAsync();
        await Expect(card.Element.GetByText("went well")).ToBeVisibleAsync();

        await AssertNothingIsWrongAsync(page, "history");
    }

    private static async Task AssertNothingIsWrongAsync(JobsPage page, string state)
    {
        List<string> violations = [];
        foreach (var (screen, width, height) in Screens)
        {
            await page.Page.SetViewportSizeAsync(width, height);
            foreach (var (theme, scheme) in Themes)
            {
                await page.Page.EmulateMediaAsync(new PageEmulateMediaOptions { ColorScheme = scheme, ReducedMotion = ReducedMotion.Reduce });
                var result = await page.Page.RunAxe(new AxeRunOptions { ResultTypes = [ResultType.Violations] });
                violations.AddRange(result.Violations.SelectMany(violation =>
                    violation.Nodes.Select(node => $"{screen}, {theme}: {violation.Id}: {violation.Help} ({node.Target}: {node.Html})")));
                await page.KeepScreenshotAsync($"{state}-{screen}-{theme}", fullPage: true);
                Assert.False(await IsWiderThanTheScreenAsync(page.Page), $"The page scrolls sideways: {state}, {screen}.");
            }
        }

        Assert.True(violations.Count == 0, string.Join('\n', violations));
    }

    private static async Task<bool> IsWiderThanTheScreenAsync(IPage page) =>
        await page.EvaluateAsync<bool>("() => document.documentElement.scrollWidth > document.documentElement.clientWidth");

    /// <summary>Nothing on it moves, so that no colour is seen on its way to another.</summary>
    private async Task<JobsPage> OpenStillPageAsync()
    {
        var page = await OpenPageAsync();
        await page.Page.EmulateMediaAsync(new PageEmulateMediaOptions { ReducedMotion = ReducedMotion.Reduce });
        return page;
    }
}
