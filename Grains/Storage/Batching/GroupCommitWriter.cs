using Orleans.Storage;
using OrleansAiJobs.Grains.Storage.Rows;
using OrleansAiJobs.Grains.Telemetry;

namespace OrleansAiJobs.Grains.Storage.Batching;

/// <summary>
/// Commits the changes that wait in one transaction. One that conflicts or that the database refuses fails alone. After a failure that
/// leaves open whether a batch was committed, the same batch is sent again: a row that has its new ETag already was committed the first time.
/// </summary>
internal sealed class GroupCommitWriter : IAsyncDisposable
{
    private readonly BatchQueue<RowChange, RowResult> _queue;

    /// <param name="limits">How many loops, how large a batch.</param>
    /// <param name="commit">Commits a batch, and says of each row what became of it. Throws when nothing is known.</param>
    /// <param name="isTransient">Whether sending the same again may help.</param>
    /// <param name="time">Measures how long callers wait.</param>
    public GroupCommitWriter(
        BatchLimits limits,
        Func<IReadOnlyList<RowChange>, CancellationToken, Task<IReadOnlyList<RowResult>>> commit,
        Func<Exception, bool> isTransient,
        TimeProvider time) =>
        _queue = new BatchQueue<RowChange, RowResult>(limits, CommitMetrics.Measure(commit, time), isTransient, time);

    public void Start() => _queue.Start();

    /// <summary>Returns once the change is committed.</summary>
    /// <exception cref="InconsistentStateException">The row was not as the change expects it. Nothing was changed.</exception>
    /// <exception cref="StorageException">The database refused the row, or did not answer in time; then the change may still be committed.</exception>
    public async Task CommitAsync(RowChange change, CancellationToken cancellationToken)
    {
        var (result, wasRepeated) = await _queue.CallAsync(change, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.None);
        result.ThrowUnlessCommitted(change, wasRepeated);
    }

    public ValueTask DisposeAsync() => _queue.DisposeAsync();
}
