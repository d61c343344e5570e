using System.Net.WebSockets;

namespace OrleansAiJobs.WebFrontend.Feed;

/// <summary>A feed as messages of a WebSocket. What the client sends is read only to notice that it goes.</summary>
/// <param name="context">The request that asked for the upgrade.</param>
/// <param name="gone">Tells that the client is gone, or has to go.</param>
internal sealed class WebSocketTransport(HttpContext context, CancellationTokenSource gone) : IFeedTransport
{
    /// <summary>What a client may say in one message.</summary>
    private const int MaxMessageBytes = 1024;

    private static readonly TimeSpan Farewell = TimeSpan.FromSeconds(2);

    private readonly WebSocketMessage _message = new();
    private WebSocket? _socket;
    private Task _receiving = Task.CompletedTask;
    private WebSocketCloseStatus _status = WebSocketCloseStatus.EndpointUnavailable;

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        _socket = await context.WebSockets.AcceptWebSocketAsync();
        _receiving = ReceiveAsync(_socket);
    }

    public async Task SendAsync(IReadOnlyList<FeedFrame> frames, CancellationToken cancellationToken)
    {
        foreach (var frame in frames)
        {
            await _socket!.SendAsync(_message.Write(frame), WebSocketMessageType.Text, endOfMessage: true, cancellationToken);
        }
    }

    public void Abort() => context.Abort();

    /// <summary>Closes the socket as the protocol wants it (RFC 6455, section 7), unless the client is gone already.</summary>
    public async Task FinishAsync(TimeProvider time)
    {
        if (_socket is null)
        {
            return;
        }

        using var patience = new CancellationTokenSource(Farewell, time);
        try
        {
            if (_socket.State is WebSocketState.Open or WebSocketState.CloseReceived)
            {
                await _socket.CloseOutputAsync(_status, statusDescription: null, patience.Token);
            }

            await _receiving.WaitAsync(patience.Token);
        }
        catch (Exception e) when (e is WebSocketException or OperationCanceledException or IOException)
        {
            context.Abort();
        }

        _socket.Dispose();
    }

    private async Task ReceiveAsync(WebSocket socket)
    {
        var buffer = new byte[MaxMessageBytes];
        var length = 0;
        try
        {
            while (socket.State is WebSocketState.Open or WebSocketState.CloseSent)
            {
                var received = await socket.ReceiveAsync(buffer.AsMemory(), CancellationToken.None);
                if (received.MessageType == WebSocketMessageType.Close)
                {
                    _status = WebSocketCloseStatus.NormalClosure;
                    break;
                }

                length += received.Count;
                if (length > MaxMessageBytes)
                {
                    _status = WebSocketCloseStatus.MessageTooBig;
                    break;
                }

                length = received.EndOfMessage ? 0 : length;
            }
        }
        catch (Exception e) when (e is WebSocketException or OperationCanceledException or IOException)
        {
            // The client is gone without a farewell.
        }

        await gone.CancelAsync();
    }
}
