using Microsoft.Extensions.Options;
using OrleansAiJobs.Grains.Interfaces.History;
using OrleansAiJobs.Grains.Jobs;
using OrleansAiJobs.Grains.Storage.Batching;
using OrleansAiJobs.Grains.Storage.Rows;

namespace OrleansAiJobs.Grains.Storage.Sqlite;

/// <summary>The store of the embedded mode: one file, one process. Disposing it drains what was handed over.</summary>
internal sealed class SqliteJobStore : IAiJobStore, IAsyncDisposable
{
    private readonly IOptions<StorageOptions> _options;
    private readonly BoundedCall _calls;
    private readonly GroupCommitWriter _writer;
    private readonly BatchReader _reader;
    private SqliteDatabase? _database;

    public SqliteJobStore(IOptions<StorageOptions> options, TimeProvider time)
    {
        _options = options;
        _calls = new BoundedCall(SqliteErrors.IsTransient, time);
        // SQLite has one writer; a second loop would only wait for the first. Nor does the only one gather: everybody waits for it.
        var limits = new BatchLimits { Lingers = [TimeSpan.Zero] };
        _writer = new GroupCommitWriter(limits, (changes, token) => Database.WriteAsync(writer => writer.Commit(changes), token), SqliteErrors.IsTransient, time);
        _reader = new BatchReader(limits, (ids, token) => Database.ReadAsync(reader => reader.FindAll(ids), token), SqliteErrors.IsTransient, time);
    }

    private SqliteDatabase Database =>
        _database ?? throw new StorageException($"The store is not open: {nameof(PrepareAsync)} comes first.");

    public async Task PrepareAsync(CancellationToken cancellationToken)
    {
        _database = await Task.Run(() => SqliteDatabase.Open(_options.Value), cancellationToken);
        _writer.Start();
        _reader.Start();
    }

    public Task CheckAsync(CancellationToken cancellationToken) =>
        ReadAsync("answering", reader => reader.Check(), cancellationToken);

    public Task<FoundJob?> FindAsync(Guid id, CancellationToken cancellationToken) => _reader.FindAsync(id, cancellationToken);

    public async Task<string> WriteAsync(AiJobState job, string? expectedETag, CancellationToken cancellationToken)
    {
        var change = RowChange.Write(job, expectedETag);
        await _writer.CommitAsync(change, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.None);
        return change.NewETag.ToString("D");
    }

    public async Task InsertAllAsync(IReadOnlyList<AiJobState> jobs, CancellationToken cancellationToken)
    {
        RowChange[] changes = [.. jobs.Select(RowChange.Insert)];
        var results = await _calls.RunAsync(
            "storing a batch",
            token => Database.WriteAsync(writer => writer.CommitAllOrNone(changes), token),
            cancellationToken);
        for (var i = 0; i < changes.Length; i++)
        {
            results[i].ThrowUnlessCommitted(changes[i], wasRepeated: true);
        }
    }

    public Task DeleteAsync(Guid id, string expectedETag, DateTimeOffset? rememberedAt, CancellationToken cancellationToken) =>
        _writer.CommitAsync(RowChange.Delete(id, expectedETag, rememberedAt), cancellationToken);

    public Task<IReadOnlyList<AiJobState>> ReadPageAsync(Guid userId, HistoryQuery query, CancellationToken cancellationToken) =>
        ReadAsync("reading a history", reader => reader.ReadPage(userId, query), cancellationToken);

    public Task<IReadOnlyList<AiJobState>> ReadWindowAsync(Guid userId, int finished, CancellationToken cancellationToken) =>
        ReadAsync("reading a user's window", reader => reader.ReadWindow(userId, finished), cancellationToken);

    public Task<IReadOnlyList<AiJobState>> ReadManyAsync(IReadOnlyCollection<Guid> ids, CancellationToken cancellationToken) =>
        ReadAsync("reading jobs", reader => reader.ReadListed(ids), cancellationToken);

    public Task<IReadOnlyList<UnfinishedJob>> ReadUnfinishedAsync(Guid? after, int limit, CancellationToken cancellationToken) =>
        ReadAsync("reading unfinished jobs", reader => reader.ReadUnfinished(after, limit), cancellationToken);

    public Task<IReadOnlyList<FinishedRun>> ReadFinishedRunsAsync(int limit, CancellationToken cancellationToken) =>
        ReadAsync("reading finished jobs", reader => reader.ReadFinishedRuns(limit), cancellationToken);

    public Task<int> DeleteFinishedBeforeAsync(DateTimeOffset before, int limit, CancellationToken cancellationToken) =>
        _calls.RunAsync(
            "deleting old jobs",
            token => Database.WriteAsync(writer => writer.DeleteFinishedBefore(before, limit), token),
            cancellationToken);

    public Task<int> ForgetDeletedBeforeAsync(DateTimeOffset before, int limit, CancellationToken cancellationToken) =>
        _calls.RunAsync(
            "forgetting deleted jobs",
            token => Database.WriteAsync(writer => writer.ForgetDeletedBefore(before, limit), token),
            cancellationToken);

    public async ValueTask DisposeAsync()
    {
        await _writer.DisposeAsync();
        await _reader.DisposeAsync();
        _database?.Dispose();
    }

    private Task<T> ReadAsync<T>(string purpose, Func<SqliteRowReader, T> read, CancellationToken cancellationToken) =>
        _calls.RunAsync(purpose, token => Database.ReadAsync(read, token), cancellationToken);
}
