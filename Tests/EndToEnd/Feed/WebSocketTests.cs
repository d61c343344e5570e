using System.Net;
using System.Net.WebSockets;
using OrleansAiJobs.Tests.EndToEnd.Api;

namespace OrleansAiJobs.Tests.EndToEnd.Feed;

/// <summary>The feed over a WebSocket.</summary>
[Collection(AllOnOneApp.Name)]
public sealed class WebSocketTests(SharedApp shared)
{
    [Fact]
    public async Task A_socket_tells_what_server_sent_events_tell()
    {
        using var visitor = await shared.VisitAsync();
        var (sse, socket) = (new FeedReader(), new FeedReader());

        var following = Task.WhenAll(
            sse.ReadAsync(visitor.FollowAsync("/api/ai/events"), UntilDone), socket.ReadAsync(visitor.FollowSocketAsync(), UntilDone));
        await Task.WhenAll(sse.Ready, socket.Ready);
        await visitor.SubmitTitlesAsync(Texts.Blog);
        await following;

        Assert.Equal(sse.Settled(), socket.Settled());
        Assert.Equal(sse.Cursor, socket.Cursor);
    }

    [Fact]
    public async Task A_socket_that_comes_back_gets_what_it_has_missed()
    {
        using var visitor = await shared.VisitAsync();
        var reader = new FeedReader();
        await reader.ReadAsync(visitor.FollowSocketAsync(), feed => feed.Ready.IsCompleted);

        var id = await visitor.SubmitTitlesAsync(Texts.Blog);
        await visitor.FollowToTheEndAsync(id);
        await reader.ReadAsync(visitor.FollowSocketAsync(reader.Cursor), UntilDone);

        Assert.Equal(0, reader.Resets);
        Assert.Equal("completed", reader.Jobs[id]["status"]!.GetValue<string>());
    }

    [Fact]
    public async Task A_client_may_chatter_in_small_messages_and_is_sent_away_for_a_long_one()
    {
        using var visitor = await shared.VisitAsync();
        using var socket = await visitor.OpenSocketAsync();
        using var patience = new CancellationTokenSource(ApiClient.Patience);

        for (var message = 0; message < 20; message++)
        {
            await socket.SendAsync(new byte[1000].AsMemory(), WebSocketMessageType.Binary, endOfMessage: true, patience.Token);
        }

        var ready = await socket.ReceiveAsync(new byte[4096], patience.Token);
        await socket.SendAsync(new byte[1025].AsMemory(), WebSocketMessageType.Binary, endOfMessage: true, patience.Token);
        var received = ready;
        while (received.MessageType != WebSocketMessageType.Close)
        {
            received = await socket.ReceiveAsync(new byte[4096], patience.Token);
        }

        Assert.Equal(WebSocketMessageType.Text, ready.MessageType);
        Assert.Equal(WebSocketCloseStatus.MessageTooBig, socket.CloseStatus);
    }

    [Fact]
    public async Task Another_sites_page_cannot_open_one_and_a_plain_request_is_told_where_to_go()
    {
        using var visitor = await shared.VisitAsync();

        var foreign = await Assert.ThrowsAsync<WebSocketException>(() => visitor.OpenSocketAsync(options => options.SetRequestHeader("Origin", "https://elsewhere.example")));
        var plain = await visitor.SendAsync(HttpMethod.Get, "/api/ai/ws");

        Assert.Contains("403", foreign.Message, StringComparison.Ordinal);
        Assert.Equal((HttpStatusCode.BadRequest, "invalid_parameter"), (plain.Status, plain.Body!["code"]!.GetValue<string>()));
    }

    private static bool UntilDone(FeedReader feed) => feed.Jobs.Count > 0 && feed.AllTerminal;
}
