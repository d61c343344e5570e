using Microsoft.Playwright;
using OrleansAiJobs.Tests.Browser.Site;
using OrleansAiJobs.Tests.ScriptedAi;
using Xunit.Abstractions;
using static Microsoft.Playwright.Assertions;

namespace OrleansAiJobs.Tests.Browser;

[Trait("Suite", "Full")]
public sealed class CrowdTests(Website website, ITestOutputHelper output) : PageTest(website)
{
    private const int Visitors = 3;
    private const int JobsEach = 20;

    // Generous: the machine that runs the tests may be busy with other things.
    private const double LongestBlockMs = 500;

    [Fact]
    public async Task Three_visitors_with_20_jobs_each_at_once_all_finish_on_pages_that_never_freeze()
    {
        var gate = new Gate();
        Ai.Default = new AiReply { Gate = gate, Chunks = 30, ChunkDelay = TimeSpan.FromMilliseconds(20) };
        var pages = await Task.WhenAll(Enumerable.Range(0, Visitors).Select(_ => OpenPageAsync()));

        await Task.WhenAll(pages.Select(AskAsync));
        await pages[0].KeepScreenshotAsync("crowd-waiting");
        gate.Open();
        await pages[0].Now.GetByText("Working").First.ScrollIntoViewIfNeededAsync();
        await pages[0].KeepScreenshotAsync("crowd-running");

        await Task.WhenAll(pages.Select(FinishAsync));
        await pages[0].KeepScreenshotAsync("crowd-done");
        await Task.WhenAll(pages.Select(SeeOnlyOnesOwnAsync));
        foreach (var page in pages)
        {
            var meter = await PageMeter.ReadAsync(page.Page);
            output.WriteLine(meter.ToString());
            Assert.True(meter.LongestTaskMs < LongestBlockMs, $"The page froze: {meter}.");
            Assert.True(meter.Frames > 0 && meter.LongestGapMs < 2 * LongestBlockMs, $"The page stood still: {meter}.");
        }
    }

    private static async Task AskAsync(JobsPage page, int visitor)
    {
        for (var job = 1; job <= JobsEach; job++)
        {
            await page.Text.FillAsync($"Visitor {visitor} job {job}: a story like no other.");
            await page.Text.PressAsync("Control+Enter");
        }

        await Expect(JobsPage.CardsOf(page.Now)).ToHaveCountAsync(JobsEach);
        await Expect(page.Now.GetByText("in line").First).ToBeVisibleAsync();
    }

    private static async Task FinishAsync(JobsPage page)
    {
        var done = JobsPage.CardsOf(page.Now).Locator(".pill-text").GetByText("Done", new LocatorGetByTextOptions { Exact = true });
        await Expect(done).ToHaveCountAsync(JobsEach);
        await Expect(page.Page.Locator("#now-note")).ToHaveTextAsync("All done");
    }

    private static async Task SeeOnlyOnesOwnAsync(JobsPage page, int visitor)
    {
        var lines = await page.Now.Locator(".card-line").AllTextContentsAsync();
        Assert.Equal(Enumerable.Range(1, JobsEach).Reverse().Select(job => $"Visitor {visitor} job {job}: a story like no other."), lines);
        Assert.All(await page.Now.Locator(".title-text").AllTextContentsAsync(), title => Assert.StartsWith($"Visitor {visitor} job ", title, StringComparison.Ordinal));
    }
}
