using OrleansAiJobs.Tests.Servers;
using OrleansAiJobs.Tests.Browser.Site;
using OrleansAiJobs.Tests.ScriptedAi;
using static Microsoft.Playwright.Assertions;

namespace OrleansAiJobs.Tests.Browser;

public sealed class TroubleTests(Website website) : PageTest(website)
{
    private const string Running = "While this story runs the server is killed.";
    private const string Meanwhile = "This story is sent while there is no server.";
    private const string Before = "A story of the session that ends.";
    private const string Typed = "And this one is still being written.";
    private const string Offline = "While this story runs the visitor goes through a tunnel.";

    [Fact]
    public async Task A_killed_server_is_a_quiet_banner_and_when_it_is_back_everything_goes_on_by_itself()
    {
        var gate = new Gate();
        Reply(to: Running, new AiReply { FinishGate = gate });
        await using var app = await Website.StartAppAsync(FreePort.Find());
        var visitor = await ArriveAsync(app);
        var page = await visitor.OpenPageAsync();
        var card = await page.AskForTitlesAsync(Running);
        await gate.Reached;

        visitor.ExpectComplaints("net::ERR_");
        await app.Process.KillAsync();
        await Expect(page.Banner).ToContainTextAsync("Reconnecting… Running jobs go on, and your text is safe.");
        var second = await page.AskForTitlesAsync(Meanwhile);
        await Expect(second.State).ToHaveTextAsync("Not sent");
        await page.Text.FillAsync(Typed);
        await page.KeepScreenshotAsync("server-gone");
        await app.StartAgainAsync();

        await Expect(card.State).ToHaveTextAsync("Done");
        await Expect(second.State).ToHaveTextAsync("Done");
        await Expect(page.Banner).ToBeHiddenAsync();
        await Expect(page.Text).ToHaveValueAsync(Typed);
        await Expect(JobsPage.CardsOf(page.Now)).ToHaveCountAsync(2);
        Assert.Equal(1, page.Loads);
        await page.KeepScreenshotAsync("server-back");
    }

    [Fact]
    public async Task A_session_that_ended_is_a_line_that_says_so_and_a_new_one_with_the_text_still_there()
    {
        var visitor = await ArriveAsync(Website.App);
        visitor.ExpectComplaints("401 (Unauthorized)");
        var page = await visitor.OpenPageAsync();
        var before = await page.AskForTitlesAsync(Before);
        await Expect(before.State).ToHaveTextAsync("Done");

        await visitor.Context.ClearCookiesAsync();
        var after = await page.AskForTitlesAsync(Typed);

        await Expect(page.Banner).ToContainTextAsync("Your session had ended, so a new one was started. Your text is still here");
        await Expect(after.State).ToHaveTextAsync("Done");
        await Expect(page.Text).ToHaveValueAsync(Typed);
        await Expect(before.Element).ToBeHiddenAsync();
        await page.KeepScreenshotAsync("session-ended");
        await page.Button("Dismiss").ClickAsync();
        await Expect(page.Banner).ToBeHiddenAsync();
        Assert.Equal(1, page.Loads);
    }

    [Fact]
    public async Task Offline_the_page_says_so_and_back_online_it_shows_what_happened_meanwhile()
    {
        var gate = new Gate();
        Reply(to: Offline, new AiReply { FinishGate = gate });
        var visitor = await ArriveAsync(Website.App);
        var page = await visitor.OpenPageAsync();
        var card = await page.AskForTitlesAsync(Offline);
        await gate.Reached;
        await Expect(card.State).ToHaveTextAsync("Working");

        visitor.ExpectComplaints("net::ERR_INTERNET_DISCONNECTED");
        await visitor.Context.SetOfflineAsync(true);
        await Expect(page.Banner).ToContainTextAsync("You are offline.");
        await page.KeepScreenshotAsync("offline");
        gate.Open();
        await Ai.Requests.Single(request => request.Content == Offline).Ended.WaitAsync(Website.Patience, TimeProvider.System);
        await Expect(card.State).ToHaveTextAsync("Working");
        await visitor.Context.SetOfflineAsync(false);

        await Expect(card.State).ToHaveTextAsync("Done");
        await Expect(page.Banner).ToBeHiddenAsync();
    }
}
