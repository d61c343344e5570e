namespace OrleansAiJobs.Grains.Interfaces.History;

/// <summary>A place in a user's feed. Holding it means having everything up to it.</summary>
/// <param name="Generation">The feed's numbering; a new one begins with each activation of the user's grain.</param>
/// <param name="Number">Counts the changes of that generation.</param>
[GenerateSerializer]
[Immutable]
[Alias("ai-jobs.FeedCursor")]
public sealed record FeedCursor(
    [property: Id(0)] Guid Generation,
    [property: Id(1)] long Number);
