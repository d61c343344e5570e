namespace OrleansAiJobs.Grains.Interfaces.History;

/// <summary>A place in the order of a history: newest first by creation, then by id.</summary>
[GenerateSerializer]
[Immutable]
[Alias("ai-jobs.HistoryPosition")]
public sealed record HistoryPosition(
    [property: Id(0)] DateTimeOffset CreatedAt,
    [property: Id(1)] Guid Id);
