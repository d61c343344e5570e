using System.Net;
using System.Net.ServerSentEvents;
using System.Net.Sockets;
using System.Text;

namespace OrleansAiJobs.Tests.Benchmarks.Visits;

/// <summary>One open feed of all of a visitor's jobs, on a socket of its own.</summary>
internal sealed class FeedSocket : IDisposable
{
    private const int ReceiveBytes = 8 * 1024;

    private static readonly byte[] HeadersEnd = "\r\n\r\n"u8.ToArray();

    private readonly Socket _socket = new(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true, ReceiveBufferSize = ReceiveBytes };
    private readonly TaskCompletionSource _ready = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly FeedReading _reading;
    private Task _following = Task.CompletedTask;

    private FeedSocket(FeedReading reading) => _reading = reading;

    /// <summary>Whether the server has ended it.</summary>
    public bool IsOver => _following.IsCompleted;

    /// <summary>Opens it and waits for its event <c>ready</c>.</summary>
    public static async Task<FeedSocket> OpenAsync(Visitor visitor, FeedReading reading, CancellationToken cancellationToken)
    {
        var feed = new FeedSocket(reading);
        try
        {
            var stream = await feed.RequestAsync(visitor, cancellationToken);
            feed._following = feed.FollowAsync(stream);
            await feed._ready.Task.WaitAsync(cancellationToken);
            return feed;
        }
        catch
        {
            feed.Dispose();
            throw;
        }
    }

    public void Dispose() => _socket.Dispose();

    private async Task<ChunkedStream> RequestAsync(Visitor visitor, CancellationToken cancellationToken)
    {
        await _socket.ConnectAsync(IPAddress.Parse(visitor.Frontend.Host), visitor.Frontend.Port, cancellationToken);
        var request = Encoding.ASCII.GetBytes(
            $"GET /api/ai/events HTTP/1.1\r\nHost: {visitor.Frontend.Authority}\r\nAccept: text/event-stream\r\nCookie: {visitor.Cookie}\r\n\r\n");
        await _socket.SendAsync(request, SocketFlags.None, cancellationToken);
        var buffer = new byte[ReceiveBytes];
        var length = 0;
        int end;
        do
        {
            var count = await _socket.ReceiveAsync(buffer.AsMemory(length), SocketFlags.None, cancellationToken);
            length += count;
            end = buffer.AsSpan(0, length).IndexOf(HeadersEnd);
            if (count == 0)
            {
                break;
            }
        }
        while (end < 0);

        var answer = Encoding.ASCII.GetString(buffer, 0, length);
        return end >= 0 && answer.StartsWith("HTTP/1.1 200 ", StringComparison.Ordinal) && answer.Contains("Transfer-Encoding: chunked", StringComparison.OrdinalIgnoreCase)
            ? new ChunkedStream(_socket, buffer[(end + HeadersEnd.Length)..length])
            : throw new InvalidOperationException($"{visitor.Frontend} did not open a feed:\n{answer}");
    }

    private async Task FollowAsync(ChunkedStream stream)
    {
        try
        {
            // The parser hands over the bytes: nothing is made of an event but what somebody looks at.
            await foreach (var item in SseParser.Create(stream, (type, data) => Read(type, data, stream.ReadAt)).EnumerateAsync())
            {
                if (item.Data)
                {
                    _ready.TrySetResult();
                }
            }

            _ready.TrySetException(new InvalidOperationException("The feed ended before it was ready."));
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException or OperationCanceledException)
        {
            // Ended by us, or by a server that was ended.
            _ready.TrySetException(e);
        }
    }

    /// <returns>Whether the feed is ready.</returns>
    private bool Read(string type, ReadOnlySpan<byte> data, long readAt)
    {
        _reading(type, data, readAt);
        return type is "ready";
    }
}
