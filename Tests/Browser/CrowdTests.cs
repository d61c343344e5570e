using Microsoft.Playwright;
using OrleansAiJobs.Tests.Browser.Site;
using OrleansAiJobs.Tests.ScriptedAi;
using Xunit.Abstractions;
using static Microsoft.Playwright.Assertions;

namespace OrleansAiJobs.Tests.Browser;

public sealed class CrowdTests(Website website, ITestOutputHelper output) : PageTest(website)
{
    private const int Visitors = 3;
    private const int JobsEach = 20;

    /// <summary>Of one core, so that whoever types is served at once.</summary>
    private const double Share = 0.5;

    [Fact]
    [Trait("Suite", "Full")]
    public async Task Three_visitors_with_20_jobs_each_at_once_all_finish_on_pages_that_never_freeze()
    {
        var gate = new Gate();
        Ai.Default = new AiReply { Gate = gate, Chunks = 30, ChunkDelay = TimeSpan.FromMilliseconds(20) };
        var pages = await Task.WhenAll(Enumerable.Range(0, Visitors).Select(_ => OpenPageAsync()));

        await Task.WhenAll(pages.Select(AskAsync));
        await pages[0].KeepScreenshotAsync("crowd-waiting");
        var threads = await Task.WhenAll(pages.Select(page => MainThread.WatchAsync(page.Page)));
        var startedAt = TimeProvider.System.GetTimestamp();
        gate.Open();
        await Task.WhenAll(pages.Select(FinishAsync));
        var took = TimeProvider.System.GetElapsedTime(startedAt);
        var computed = await Task.WhenAll(threads.Select(thread => thread.ReadAsync()));
        await pages[0].KeepScreenshotAsync("crowd-done");

        await Task.WhenAll(pages.Select(SeeOnlyOnesOwnAsync));
        var meters = await Task.WhenAll(pages.Select(page => PageMeter.ReadAsync(page.Page)));
        output.WriteLine($"{Visitors} pages with {JobsEach} jobs each in {took.TotalSeconds:F1} s: main threads computed {string.Join(", ", computed.Select(time => $"{time.TotalSeconds:F2} s"))}");
        output.WriteLine(string.Join('\n', (IEnumerable<PageMeter>)meters));
        Assert.All(computed, time => Assert.True(time < took * Share, $"Of {took.TotalSeconds:F1} s a page's main thread computed {time.TotalSeconds:F1} s."));
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

    /// <summary>The visitor goes on writing while the jobs run.</summary>
    private static async Task FinishAsync(JobsPage page, int visitor)
    {
        var done = JobsPage.CardsOf(page.Now).Locator(".pill-text").GetByText("Done", new LocatorGetByTextOptions { Exact = true });
        await page.Text.FillAsync("");
        for (var word = 1; await done.CountAsync() < JobsEach; word++)
        {
            await page.Text.PressSequentiallyAsync($"word{word} ");
            await Expect(page.Text).ToHaveValueAsync(new System.Text.RegularExpressions.Regex($"word{word} $", System.Text.RegularExpressions.RegexOptions.None, Website.Patience));
            if (visitor == 0 && word == 1)
            {
                await page.KeepScreenshotAsync("crowd-running");
            }
        }

        await Expect(page.Page.Locator("#now-note")).ToHaveTextAsync("All done");
    }

    private static async Task SeeOnlyOnesOwnAsync(JobsPage page, int visitor)
    {
        var lines = await page.Now.Locator(".card-line").AllTextContentsAsync();
        // Submits that are under way together may arrive in any order.
        Assert.Equal(
            Enumerable.Range(1, JobsEach).Select(job => $"Visitor {visitor} job {job}: a story like no other.").Order(StringComparer.Ordinal),
            lines.Order(StringComparer.Ordinal));
        Assert.All(await page.Now.Locator(".title-text").AllTextContentsAsync(), title => Assert.StartsWith($"Visitor {visitor} job ", title, StringComparison.Ordinal));
    }
}
