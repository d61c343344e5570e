namespace OrleansAiJobs.Grains.Interfaces.History;

/// <summary>What a user's grain puts into a frontend's inbox.</summary>
/// <param name="UserId">Whose feed it is.</param>
/// <param name="Cursor">Where the feed stands after it.</param>
/// <param name="Changes">Contiguous numbers, up to the cursor's; a reader that finds a gap before the first asks for what it missed.</param>
/// <param name="Live">Progress and text, without numbers.</param>
/// <param name="Closing">The user's grain is about to go: its followers follow again.</param>
[GenerateSerializer]
[Immutable]
[Alias("ai-jobs.FeedMessage")]
public sealed record FeedMessage(
    [property: Id(0)] Guid UserId,
    [property: Id(1)] FeedCursor Cursor,
    [property: Id(2)] IReadOnlyList<FeedChange> Changes,
    [property: Id(3)] IReadOnlyList<FeedLive> Live,
    [property: Id(4)] bool Closing);
