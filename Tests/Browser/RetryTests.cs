using System.Text.RegularExpressions;
using OrleansAiJobs.Tests.Browser.Site;
using OrleansAiJobs.Tests.ScriptedAi;
using static Microsoft.Playwright.Assertions;

namespace OrleansAiJobs.Tests.Browser;

public sealed partial class RetryTests(Website website) : PageTest(website)
{
    private const string Busy = "The AI was busy when this story came.";
    private const string Broken = "The AI was broken when this story came.";

    [Fact]
    public async Task Between_attempts_the_card_says_why_and_counts_down_to_the_next()
    {
        Reply(to: Busy, AiReply.Error(503).WithHeader("Retry-After", "3"));
        var page = await OpenPageAsync();

        var card = await page.AskForTitlesAsync(Busy);

        await Expect(card.State).ToHaveTextAsync("Retrying");
        await Expect(card.Note).ToHaveTextAsync(WhyAndWhen());
        await page.KeepScreenshotAsync("waiting-for-the-next-attempt");
        // In every frame, since each of these lasts only a second.
        await page.Page.WaitForFunctionAsync("note => note.textContent.includes('in 2 s')", await card.Note.ElementHandleAsync());
        await page.Page.WaitForFunctionAsync("note => note.textContent.includes('in 1 s')", await card.Note.ElementHandleAsync());
        await Expect(card.State).ToHaveTextAsync("Done");
    }

    [Fact]
    public async Task A_job_whose_AI_fails_three_times_says_so_in_plain_words_and_the_button_completes_it()
    {
        Reply(to: Broken, AiReply.Error(500), AiReply.Error(500), AiReply.Error(500, message: "upstream secret"));
        var page = await OpenPageAsync();
        var card = await page.AskForTitlesAsync(Broken);
        await Expect(card.State).ToHaveTextAsync("Failed");
        await Expect(page.Page.Locator("#now-note")).ToHaveTextAsync("1 failed");
        await Expect(card.Problem).ToHaveTextAsync("The AI service is not available. Try again later.");
        Assert.Equal(3, Ai.Requests.Count(request => request.Content == Broken));
        await card.Button("Details").ClickAsync();
        await Expect(card.Element.GetByRole(Microsoft.Playwright.AriaRole.Definition)).ToHaveCountAsync(6);
        await page.KeepScreenshotAsync("failed");

        await card.Button("Try again").ClickAsync();

        await Expect(card.State).ToHaveTextAsync("Done");
        await Expect(card.Problem).ToBeHiddenAsync();
        await Expect(card.Title(5)).Not.ToBeEmptyAsync();
        Assert.Equal(4, Ai.Requests.Count(request => request.Content == Broken));
    }

    [GeneratedRegex(@"^The AI service is not available right now\. Trying again in [34] s \(attempt 2 of 3\)\.$", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex WhyAndWhen();
}
