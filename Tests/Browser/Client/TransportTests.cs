using Microsoft.Playwright;
using OrleansAiJobs.Tests.Browser.Site;
using OrleansAiJobs.Tests.ScriptedAi;

namespace OrleansAiJobs.Tests.Browser.Client;

public sealed class TransportTests(Website website) : PageTest(website)
{
    private const string HeldBack = "The stream of this story is held back by a proxy.";
    private const string AskedFor = "This story is asked for again and again.";
    private const string FromElsewhere = "This story was sent by another device.";

    // What a page sees of a proxy that keeps a stream until it ends.
    private const string DeafEventSource = "window.opened = 0; window.EventSource = class extends EventTarget { constructor() { super(); opened++; } close() {} };";

    private const string CountRequests = "window.asked = 0; const send = fetch; window.fetch = (...request) => { asked++; return send(...request); };";

    [Fact]
    public async Task Where_streams_are_held_back_the_feed_comes_over_a_WebSocket()
    {
        var (pieces, finish) = (new Gate(), new Gate());
        Reply(to: HeldBack, AiReply.Says("""{"titles":["Through the Other Door"]}""") with { Chunks = 2, ChunkGate = pieces, FinishGate = finish });
        var visitor = await ArriveAsync(Website.App);
        await visitor.Context.AddInitScriptAsync(DeafEventSource);
        var client = await visitor.OpenClientAsync();
        await client.Page.Clock.InstallAsync();
        await client.FollowAsync();

        await client.UntilAsync("opened === 1");
        await client.Page.Clock.FastForwardAsync(13_000);
        await client.UntilAsync("opened === 2");
        await client.Page.Clock.FastForwardAsync(13_000);

        await client.HearAsync("state === 'live' && transport === 'websocket'");
        await client.SubmitAsync(HeldBack);
        pieces.Open();
        await client.HearAsync("kind === 'job' && text.startsWith('Through the')");
        finish.Open();
        await client.HearAsync("kind === 'job' && job.status === 'completed'");
        Assert.Equal(0, visitor.Feeds.Opened);
    }

    [Fact]
    [Trait("Suite", "Full")]
    public async Task Where_neither_streams_nor_sockets_get_through_the_client_asks_and_goes_back_when_they_do()
    {
        var gate = new Gate();
        Reply(to: AskedFor, new AiReply { Gate = gate });
        var visitor = await ArriveAsync(Website.App);
        // Of streams that are cut off, and of the job that is gone.
        visitor.ExpectComplaints("Failed to load resource");
        await visitor.Context.AddInitScriptAsync(CountRequests);
        await visitor.Context.RouteWebSocketAsync("**/api/ai/ws*", socket => _ = socket.CloseAsync());
        var client = await visitor.OpenClientAsync();
        await client.Page.RouteAsync("**/api/ai/events*", route => route.AbortAsync());
        await client.Page.Clock.InstallAsync();
        await client.FollowAsync();

        await client.HearAsync("state === 'live' && transport === 'polling'");
        var id = await client.SubmitAsync(AskedFor);
        await client.HearAsync("kind === 'job' && job.status === 'processing'");
        gate.Open();
        await client.HearAsync("kind === 'job' && job.status === 'completed'");
        var api = visitor.Context.APIRequest;
        await api.PostAsync("/api/ai/titles", new APIRequestContextOptions { DataObject = new { content = FromElsewhere, count = 1 } });
        await client.HearAsync($"kind === 'job' && job.status === 'completed' && job.input.content === '{FromElsewhere}'");
        await api.DeleteAsync($"/api/ai/job/{id}");
        await AskUntilAsync(client, every: 3_000, $"updates.some(({{ kind, id }}) => kind === 'deleted' && id === '{id}')");

        await client.Page.UnrouteAsync("**/api/ai/events*");
        await AskUntilAsync(client, every: 15_000, "updates.some(({ state, transport }) => state === 'live' && transport === 'sse')");
        await client.UntilAsync("ai.jobs.size === 0");
    }

    /// <summary>Lets the page's time pass, in steps in each of which the client asks once.</summary>
    private static async Task AskUntilAsync(ClientPage client, int every, string condition)
    {
        while (!await client.Page.EvaluateAsync<bool>($"() => {condition}"))
        {
            var asked = await client.Page.EvaluateAsync<int>("() => asked");
            await client.Page.Clock.FastForwardAsync(every);
            await client.UntilAsync($"asked > {asked} || {condition}");
        }
    }
}
