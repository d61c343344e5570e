namespace OrleansAiJobs.Grains.Interfaces.History;

/// <summary>What a cursor has missed.</summary>
/// <param name="Cursor">Where the feed stands; what follows in the inbox has higher numbers.</param>
/// <param name="Reset">The cursor was unknown or too old: the reader drops what it holds, <paramref name="Changes"/> is the whole window.</param>
/// <param name="Changes">In the order of their numbers.</param>
/// <param name="Running">Every attempt that is running, of changed jobs or not: a new reader asks their jobs for the text so far.</param>
[GenerateSerializer]
[Immutable]
[Alias("ai-jobs.FeedCatchUp")]
public sealed record FeedCatchUp(
    [property: Id(0)] FeedCursor Cursor,
    [property: Id(1)] bool Reset,
    [property: Id(2)] IReadOnlyList<FeedChange> Changes,
    [property: Id(3)] IReadOnlyList<RunningAttempt> Running);
