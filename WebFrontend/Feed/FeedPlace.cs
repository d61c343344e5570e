using OrleansAiJobs.Grains.Interfaces.History;

namespace OrleansAiJobs.WebFrontend.Feed;

/// <summary>
/// Where a user's feed stands in this frontend: lets each change through once and in order. Messages may lag behind what a grain has answered
/// meanwhile, be missing, or come from a grain that is no more. Not safe for many threads.
/// </summary>
internal sealed class FeedPlace
{
    private FeedCursor? _seen;

    /// <summary>Everything up to it was let through; null as long as the feed is not followed.</summary>
    public FeedCursor? Cursor { get; private set; }

    /// <summary>A message has told of more than the grain has answered, or of another grain.</summary>
    public bool SawMore => Cursor is { } cursor && _seen is { } seen && (seen.Generation != cursor.Generation || seen.Number > cursor.Number);

    /// <summary>What the message tells will be asked for.</summary>
    public void See(FeedMessage message)
    {
        var older = _seen is { } seen && seen.Generation == message.Cursor.Generation && seen.Number > message.Cursor.Number;
        _seen = older ? _seen : message.Cursor;
    }

    /// <summary>Something between the place and the message was not told.</summary>
    public bool HasGapBefore(FeedMessage message) =>
        Cursor is not { } cursor || message.Cursor.Generation != cursor.Generation ||
        (message.Changes.Count > 0 ? message.Changes[0].Number > cursor.Number + 1 : message.Cursor.Number > cursor.Number);

    /// <summary>What is new in a message without a gap before it.</summary>
    public IReadOnlyList<FeedChange> Take(FeedMessage message)
    {
        var number = Cursor!.Number;
        // It may be an older one: the place never goes back.
        Cursor = message.Cursor.Number > number ? message.Cursor : Cursor;
        return [.. message.Changes.Where(change => change.Number > number)];
    }

    /// <summary>What the grain has answered was let through; true when a message has told of more since.</summary>
    public bool MoveTo(FeedCursor cursor)
    {
        var behind = _seen is { } seen && seen.Generation == cursor.Generation && seen.Number > cursor.Number;
        Cursor = cursor;
        _seen = null;
        return behind;
    }

    /// <summary>The feed begins at the place.</summary>
    public void Begin(FeedCursor cursor) => Cursor = cursor;

    /// <summary>The feed is followed no longer.</summary>
    public void Leave() => (Cursor, _seen) = (null, null);
}
