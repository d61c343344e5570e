using Microsoft.Extensions.Logging;
using Orleans.Streams;
using OrleansAiJobs.Grains.Interfaces.History;
using OrleansAiJobs.Grains.Telemetry;

namespace OrleansAiJobs.Grains.History;

/// <summary>
/// Sends one user's feed to one frontend's inbox: one message under way at a time, what comes meanwhile goes together with the next.
/// A message that is lost shows as a gap in the numbers, at the latest when the lease is renewed. Safe for many threads.
/// </summary>
internal sealed partial class InboxPublisher(Guid userId, Guid inbox, IAsyncStream<FeedMessage> stream, ILogger logger)
{
    private readonly Lock _gate = new();
    private readonly Dictionary<Guid, FeedLive> _live = [];
    private List<FeedChange> _changes = [];
    private FeedCursor? _cursor;
    private bool _isSending;
    private Task _sending = Task.CompletedTask;

    /// <summary>When the frontend's interest ends unless renewed.</summary>
    public DateTimeOffset Until { get; set; }

    /// <summary>Queues what has happened; the cursor is where the feed stands after it.</summary>
    public void Publish(FeedCursor cursor, FeedChange? change, FeedLive? live)
    {
        lock (_gate)
        {
            _cursor = cursor;
            if (change is not null)
            {
                _changes.Add(change);
            }

            if (live is not null)
            {
                _live[live.JobId] = _live.TryGetValue(live.JobId, out var waiting) ? Merge(waiting, live) : live;
            }

            Begin(greeting: null);
        }
    }

    /// <summary>
    /// Makes this silo and the inbox known to each other before there is anything to tell: the first event of a stream waits for its
    /// registration, which takes several calls.
    /// </summary>
    public void Greet()
    {
        lock (_gate)
        {
            Begin(new FeedMessage(Guid.Empty, new FeedCursor(inbox, 0), [], [], Closing: false));
        }
    }

    /// <summary>Tells the inbox that the user's grain goes.</summary>
    public async Task CloseAsync(FeedCursor cursor)
    {
        await _sending;
        await TrySendAsync(new FeedMessage(userId, cursor, [], [], Closing: true));
    }

    /// <summary>The later piece wins where they overlap; a piece that begins inside or right after the waiting one is joined to it.</summary>
    private static FeedLive Merge(FeedLive waiting, FeedLive next)
    {
        var merged = next with { Live = next.Live ?? waiting.Live };
        if (next.Text is null)
        {
            return merged with { TextOffset = waiting.TextOffset, Text = waiting.Text };
        }

        var joins = waiting.Text is not null && waiting.Attempt == next.Attempt &&
            next.TextOffset >= waiting.TextOffset && next.TextOffset <= waiting.TextOffset + waiting.Text.Length;
        return joins
            ? merged with { TextOffset = waiting.TextOffset, Text = waiting.Text![..(next.TextOffset - waiting.TextOffset)] + next.Text }
            : merged;
    }

    private void Begin(FeedMessage? greeting)
    {
        if (!_isSending)
        {
            _isSending = true;
            _sending = SendAsync(greeting);
        }
    }

    private async Task SendAsync(FeedMessage? greeting)
    {
        for (var message = greeting ?? Next(); message is not null; message = Next())
        {
            await TrySendAsync(message);
        }
    }

    private FeedMessage? Next()
    {
        lock (_gate)
        {
            if (_changes.Count == 0 && _live.Count == 0)
            {
                _isSending = false;
                return null;
            }

            var message = new FeedMessage(userId, _cursor!, _changes, _live.Values.ToArray(), Closing: false);
            _changes = [];
            _live.Clear();
            return message;
        }
    }

    private async Task TrySendAsync(FeedMessage message)
    {
        try
        {
            await stream.OnNextAsync(message);
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            JobMetrics.InboxMessageLost();
            LogLost(e, inbox);
        }
    }

    [LoggerMessage(Level = LogLevel.Debug, Message = "A message to inbox {Inbox} was lost; its frontend will ask for what it missed.")]
    private partial void LogLost(Exception exception, Guid inbox);
}
