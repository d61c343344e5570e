using OrleansAiJobs.Grains.Interfaces.History;
using OrleansAiJobs.Grains.Jobs;

namespace OrleansAiJobs.Grains.Storage;

/// <summary>
/// The table <c>ai_jobs</c>. Every method may throw <see cref="StorageException"/> when the database cannot be reached or refuses.
/// Times are stored to the microsecond, the rest cut off. JSON comes back equal as JSON, not as text: Postgres orders members anew.
/// No call waits longer than <see cref="StoreTimeout.Call"/>.
/// </summary>
internal interface IAiJobStore
{
    /// <summary>Creates or upgrades the schema; called once, before anything else, by every process.</summary>
    Task PrepareAsync(CancellationToken cancellationToken);

    /// <summary>Answers as soon as the database does.</summary>
    Task CheckAsync(CancellationToken cancellationToken);

    /// <summary>The whole row, and whether there was one that is remembered as deleted; null when there is nothing.</summary>
    Task<FoundJob?> FindAsync(Guid id, CancellationToken cancellationToken);

    /// <summary>
    /// Commits the row and returns its new ETag. The user's row is created when missing.
    /// </summary>
    /// <param name="job">What to store. Input, type, user, creation time and batch never change after the insert.</param>
    /// <param name="expectedETag">The ETag that the row must still have; null inserts, and fails when the row exists.</param>
    /// <param name="cancellationToken">Ends the wait, not the write: what was handed over may still be committed.</param>
    /// <exception cref="Orleans.Storage.InconsistentStateException">The row is missing, exists already, or has another ETag. Nothing was changed.</exception>
    Task<string> WriteAsync(AiJobState job, string? expectedETag, CancellationToken cancellationToken);

    /// <summary>Commits new rows in one transaction: all of them, or none.</summary>
    /// <exception cref="Orleans.Storage.InconsistentStateException">One of the rows exists already. Nothing was changed.</exception>
    Task InsertAllAsync(IReadOnlyList<AiJobState> jobs, CancellationToken cancellationToken);

    /// <summary>Removes the row for good.</summary>
    /// <param name="id">The row.</param>
    /// <param name="expectedETag">The ETag that it must still have.</param>
    /// <param name="rememberedAt">When set, the id is remembered as deleted at that time, nothing else; in the same transaction.</param>
    /// <param name="cancellationToken">Ends the wait, not the write.</param>
    /// <exception cref="Orleans.Storage.InconsistentStateException">The row is missing or has another ETag. Nothing was changed.</exception>
    Task DeleteAsync(Guid id, string expectedETag, DateTimeOffset? rememberedAt, CancellationToken cancellationToken);

    /// <summary>One user's jobs for a page of history, newest first by creation, then by id; up to <c>query.Limit</c> + 1 rows, so that the caller sees whether there are more.</summary>
    Task<IReadOnlyList<AiJobState>> ReadPageAsync(Guid userId, HistoryQuery query, CancellationToken cancellationToken);

    /// <summary>One user's unfinished jobs, and of the finished the <paramref name="finished"/> with the newest change; as for a listing, the oldest change first.</summary>
    Task<IReadOnlyList<AiJobState>> ReadWindowAsync(Guid userId, int finished, CancellationToken cancellationToken);

    /// <summary>Those of the given jobs that exist, as for a listing.</summary>
    Task<IReadOnlyList<AiJobState>> ReadManyAsync(IReadOnlyCollection<Guid> ids, CancellationToken cancellationToken);

    /// <summary>Unfinished jobs of all users by ascending id, at most <paramref name="limit"/>, beginning after <paramref name="after"/>.</summary>
    Task<IReadOnlyList<UnfinishedJob>> ReadUnfinishedAsync(Guid? after, int limit, CancellationToken cancellationToken);

    /// <summary>The completed jobs that ended last, the newest first.</summary>
    Task<IReadOnlyList<FinishedRun>> ReadFinishedRunsAsync(int limit, CancellationToken cancellationToken);

    /// <summary>Deletes at most <paramref name="limit"/> jobs that were finished before the given time, the oldest first, and returns how many.</summary>
    Task<int> DeleteFinishedBeforeAsync(DateTimeOffset before, int limit, CancellationToken cancellationToken);

    /// <summary>Forgets at most <paramref name="limit"/> ids that were deleted before the given time, and returns how many.</summary>
    Task<int> ForgetDeletedBeforeAsync(DateTimeOffset before, int limit, CancellationToken cancellationToken);
}
