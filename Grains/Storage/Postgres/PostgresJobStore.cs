using Npgsql;
using OrleansAiJobs.Grains.Interfaces.History;
using OrleansAiJobs.Grains.Jobs;
using OrleansAiJobs.Grains.Storage.Batching;
using OrleansAiJobs.Grains.Storage.Rows;

namespace OrleansAiJobs.Grains.Storage.Postgres;

/// <summary>The store of the cluster mode, shared by all silos. Disposing it drains what was handed over; the data source stays its owner's.</summary>
internal sealed class PostgresJobStore : IAiJobStore, IAsyncDisposable
{
    /// <summary>Whoever submits waits for it, and while all do the processors would rest.</summary>
    private static readonly TimeSpan InsertLinger = TimeSpan.FromMilliseconds(1);

    /// <summary>It takes the end of a job, for which nobody waits in line.</summary>
    private static readonly TimeSpan UpdateLinger = TimeSpan.FromMilliseconds(16);

    private readonly NpgsqlDataSource _dataSource;
    private readonly KeptConnections _kept;
    private readonly PostgresRowReader _rows;
    private readonly PostgresRowWriter _changes;
    private readonly BoundedCall _calls;
    private readonly GroupCommitWriter _writer;
    private readonly BatchReader _reader;

    /// <param name="dataSource">As <see cref="PostgresConnections"/> makes it.</param>
    /// <param name="time">Measures how long callers wait.</param>
    public PostgresJobStore(NpgsqlDataSource dataSource, TimeProvider time)
    {
        _dataSource = dataSource;
        // While one batch is being flushed, the other is built: measured faster than one loop, and than four.
        var writing = new BatchLimits { Lingers = [InsertLinger, UpdateLinger] };
        var reading = new BatchLimits { Lingers = [BatchLimits.Linger, BatchLimits.Linger] };
        // One for each loop of the writer's and of the reader's.
        _kept = new KeptConnections(dataSource, writing.Loops + reading.Loops);
        _rows = new PostgresRowReader(_kept, dataSource);
        _changes = new PostgresRowWriter(_kept, dataSource);
        _calls = new BoundedCall(PostgresErrors.IsTransient, time);
        _writer = new GroupCommitWriter(writing, _changes.CommitAsync, PostgresErrors.IsTransient, time);
        _reader = new BatchReader(reading, _rows.FindAllAsync, PostgresErrors.IsTransient, time);
        _writer.Start();
        _reader.Start();
    }

    public async Task PrepareAsync(CancellationToken cancellationToken)
    {
        try
        {
            await PostgresSchema.UpgradeAsync(_dataSource, cancellationToken);
        }
        catch (Exception e) when (e is NpgsqlException or TimeoutException)
        {
            throw new StorageException($"The database in ConnectionStrings:postgres cannot be prepared: {e.Message}", e)
            {
                IsTransient = PostgresErrors.IsTransient(e),
            };
        }
    }

    public Task CheckAsync(CancellationToken cancellationToken) => _calls.RunAsync("answering", _rows.CheckAsync, cancellationToken);

    public Task<FoundJob?> FindAsync(Guid id, CancellationToken cancellationToken) => _reader.FindAsync(id, cancellationToken);

    public async Task<string> WriteAsync(AiJobState job, string? expectedETag, CancellationToken cancellationToken)
    {
        var change = RowChange.Write(job, expectedETag);
        await _writer.CommitAsync(change, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.None);
        return change.NewETag.ToString("D");
    }

    public async Task InsertAllAsync(IReadOnlyList<AiJobState> jobs, CancellationToken cancellationToken)
    {
        RowChange[] changes = [.. jobs.Select(RowChange.Insert).OrderBy(change => change.Id)];
        var results = await _calls.RunAsync("storing a batch", token => _changes.InsertAllOrNoneAsync(changes, token), cancellationToken);
        for (var i = 0; i < changes.Length; i++)
        {
            results[i].ThrowUnlessCommitted(changes[i], wasRepeated: true);
        }
    }

    public Task DeleteAsync(Guid id, string expectedETag, DateTimeOffset? rememberedAt, CancellationToken cancellationToken) =>
        _writer.CommitAsync(RowChange.Delete(id, expectedETag, rememberedAt), cancellationToken);

    public Task<IReadOnlyList<AiJobState>> ReadPageAsync(Guid userId, HistoryQuery query, CancellationToken cancellationToken) =>
        _calls.RunAsync("reading a history", token => _rows.ReadPageAsync(userId, query, token), cancellationToken);

    public Task<IReadOnlyList<AiJobState>> ReadWindowAsync(Guid userId, int finished, CancellationToken cancellationToken) =>
        _calls.RunAsync("reading a user's window", token => _rows.ReadWindowAsync(userId, finished, token), cancellationToken);

    public Task<IReadOnlyList<AiJobState>> ReadManyAsync(IReadOnlyCollection<Guid> ids, CancellationToken cancellationToken) =>
        _calls.RunAsync("reading jobs", token => _rows.ReadListedAsync(ids, token), cancellationToken);

    public Task<IReadOnlyList<UnfinishedJob>> ReadUnfinishedAsync(Guid? after, int limit, CancellationToken cancellationToken) =>
        _calls.RunAsync("reading unfinished jobs", token => _rows.ReadUnfinishedAsync(after, limit, token), cancellationToken);

    public Task<IReadOnlyList<FinishedRun>> ReadFinishedRunsAsync(int limit, CancellationToken cancellationToken) =>
        _calls.RunAsync("reading finished jobs", token => _rows.ReadFinishedRunsAsync(limit, token), cancellationToken);

    public Task<int> DeleteFinishedBeforeAsync(DateTimeOffset before, int limit, CancellationToken cancellationToken) =>
        _calls.RunAsync("deleting old jobs", token => _rows.DeleteFinishedAsync(before, limit, token), cancellationToken);

    public Task<int> ForgetDeletedBeforeAsync(DateTimeOffset before, int limit, CancellationToken cancellationToken) =>
        _calls.RunAsync("forgetting deleted jobs", token => _rows.ForgetDeletedAsync(before, limit, token), cancellationToken);

    public async ValueTask DisposeAsync()
    {
        await _writer.DisposeAsync();
        await _reader.DisposeAsync();
        await _kept.DisposeAsync();
    }
}
