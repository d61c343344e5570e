namespace OrleansAiJobs.Grains.Storage;

/// <summary>What the store has under an id.</summary>
/// <param name="Id">The id.</param>
/// <param name="Stored">The row; null when there is none.</param>
/// <param name="DeletedAt">When a row of that id was deleted; null when none was, or nobody needs to remember it.</param>
internal sealed record FoundJob(Guid Id, StoredJob? Stored, DateTimeOffset? DeletedAt);
