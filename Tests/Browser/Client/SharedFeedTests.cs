using OrleansAiJobs.Tests.Browser.Site;
using OrleansAiJobs.Tests.ScriptedAi;
using static Microsoft.Playwright.Assertions;

namespace OrleansAiJobs.Tests.Browser.Client;

public sealed class SharedFeedTests(Website website) : PageTest(website)
{
    private const string Shared = "This story is followed by three tabs over one connection.";
    private const string Unheard = "This story is followed by a tab that has gone quiet.";
    private const string Renewed = "This story is sent by somebody new.";

    [Fact]
    public async Task Tabs_share_one_connection_and_when_its_tab_is_closed_another_goes_on_without_a_gap()
    {
        var (pieces, finish) = (new Gate(), new Gate());
        Reply(to: Shared, AiReply.Says("""{"titles":["One for All"]}""") with { Chunks = 2, ChunkGate = pieces, FinishGate = finish });
        var visitor = await ArriveAsync(Website.App);
        var (first, second) = (await OpenLiveAsync(visitor), await OpenLiveAsync(visitor));
        var id = await second.SubmitAsync(Shared);
        pieces.Open();
        await first.HearAsync("kind === 'job' && text.startsWith('One')");
        await second.HearAsync("kind === 'job' && text.startsWith('One')");
        var third = await OpenLiveAsync(visitor);
        await third.HearAsync($"kind === 'job' && job.id === '{id}' && text.startsWith('One')");
        Assert.Equal((1, 1), (visitor.Feeds.Opened, visitor.Feeds.Open));

        await first.Page.CloseAsync();
        finish.Open();

        await second.HearAsync("kind === 'job' && job.status === 'completed'");
        await third.HearAsync("kind === 'job' && job.status === 'completed'");
        Assert.Equal(1, visitor.Feeds.Open);
    }

    [Fact]
    public async Task When_the_tab_with_the_connection_stands_still_another_takes_over()
    {
        var visitor = await ArriveAsync(Website.App);
        var (first, second) = (await OpenLiveAsync(visitor), await OpenLiveAsync(visitor));
        await first.Page.EvaluateAsync("() => { BroadcastChannel.prototype.postMessage = () => {}; }");
        var id = await second.SubmitAsync(Unheard);
        await first.HearAsync("kind === 'job' && job.status === 'completed'");
        Assert.Equal("pending", await second.Page.EvaluateAsync<string>("id => ai.jobs.get(id).job.status", id));

        await second.Page.Clock.FastForwardAsync(45_000);

        await second.HearAsync("kind === 'job' && job.status === 'completed'");
        // The other steps down, and misses nothing.
        await second.SubmitAsync(Unheard);
        await first.UntilAsync("[...ai.jobs.values()].filter(({ job }) => job.status === 'completed').length === 2");
        Assert.Equal(1, visitor.Feeds.Open);
    }

    [Fact]
    public async Task A_new_session_in_one_tab_is_one_in_all()
    {
        var visitor = await ArriveAsync(Website.App);
        visitor.ExpectComplaints("401 (Unauthorized)");
        var (first, second) = (await visitor.OpenPageAsync(), await visitor.OpenPageAsync());
        await first.ShowAsync();
        var before = await first.AskForTitlesAsync("This story belongs to the old session.");
        await Expect(before.State).ToHaveTextAsync("Done");
        await Expect(second.Card("This story belongs to the old session.").Element).ToHaveCountAsync(1);

        await visitor.Context.ClearCookiesAsync();
        await second.ShowAsync();
        await second.AskForTitlesAsync(Renewed);

        await Expect(second.Card(Renewed).State).ToHaveTextAsync("Done");
        await first.ShowAsync();
        await Expect(first.Banner).ToContainTextAsync("Your session had ended");
        await Expect(first.Card(Renewed).State).ToHaveTextAsync("Done");
        await Expect(before.Element).ToBeHiddenAsync();
    }

    [Fact]
    public async Task A_tab_that_cannot_find_out_who_it_is_does_not_ask_without_end()
    {
        const string Session = "**/api/session";
        var visitor = await ArriveAsync(Website.App);
        visitor.ExpectComplaints("Failed to load resource");
        var first = await OpenLiveAsync(visitor);
        var asked = 0;
        await first.Page.RouteAsync(Session, route =>
        {
            Interlocked.Increment(ref asked);
            return route.AbortAsync();
        });
        var asks = first.Page.WaitForRequestAsync(Session);
        await visitor.Context.ClearCookiesAsync();

        var second = await visitor.OpenClientAsync();
        await second.FollowAsync();
        var id = await second.SubmitAsync(Renewed);
        // The leader says who it is every 15 s.
        await first.Page.Clock.FastForwardAsync(16_000);
        await asks;
        await second.Page.WaitForFunctionAsync("async id => (await ai.job(id)).terminal", id);

        Assert.InRange(asked, 1, 3);
    }

    private static async Task<ClientPage> OpenLiveAsync(Visitor visitor)
    {
        var client = await visitor.OpenClientAsync();
        await client.Page.Clock.InstallAsync();
        await client.FollowAsync();
        await client.HearAsync("kind === 'ready'");
        return client;
    }
}
