using Microsoft.Data.Sqlite;

namespace OrleansAiJobs.Grains.Storage.Sqlite;

/// <summary>
/// The open database file: one thread writes on a connection of its own, a few read on pooled ones, and one carries what was written from the log
/// over to the file, so that no commit waits for that.
/// </summary>
internal sealed class SqliteDatabase : IDisposable
{
    private const int ReaderThreads = 2;

    /// <summary>After so many commits they are carried over: a few MB at most, so that commits meanwhile find the disk free.</summary>
    private const int CommitsCarriedOver = 200;

    private readonly SqliteFolder _folder;
    private readonly SqliteConnection _writing;
    private readonly SqliteRowWriter _writer;
    private readonly string _readingFrom;
    private readonly DedicatedScheduler _writes = new("ai-jobs writer", 1);
    private readonly DedicatedScheduler _reads = new("ai-jobs reader", ReaderThreads);
    private readonly DedicatedScheduler _checkpoints = new("ai-jobs checkpoint", 1);
    private Task _checkpoint = Task.CompletedTask;
    private int _commits;

    private SqliteDatabase(SqliteFolder folder, SqliteConnection writing)
    {
        _folder = folder;
        _writing = writing;
        _writer = new SqliteRowWriter(writing);
        _readingFrom = ConnectionString(folder, pooling: true);
    }

    /// <summary>Takes the folder and brings the file up to date. Blocks.</summary>
    public static SqliteDatabase Open(StorageOptions options)
    {
        var folder = SqliteFolder.Take(options);
        var writing = new SqliteConnection(ConnectionString(folder, pooling: false));
        try
        {
            writing.Open();
            // FULL: a commit that was acknowledged survives a power cut. (WAL alone would only promise an undamaged file.)
            // The default cache of 2 MB and checkpoint every 4 MB halve the rate: random ids touch index pages all over the file. That one, of the
            // writer's own, comes only where the other thread does not keep up.
            // What was deleted is overwritten, not only given free: it is no longer anybody's business. Measured to cost nothing.
            using var pragmas = new SqliteStatement(
                writing,
                "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA cache_size = -32768; PRAGMA wal_autocheckpoint = 16000; PRAGMA secure_delete = ON;");
            pragmas.Execute();
            SqliteSchema.Upgrade(writing);
            return new SqliteDatabase(folder, writing);
        }
        catch (Exception e) when (e is SqliteException or StorageException)
        {
            writing.Dispose();
            folder.Dispose();
            throw e as StorageException ?? new StorageException($"The database {folder.DatabaseFile} cannot be opened: {e.Message}", e);
        }
    }

    public Task<T> WriteAsync<T>(Func<SqliteRowWriter, T> work, CancellationToken cancellationToken) =>
        _writes.RunAsync(
            () =>
            {
                var result = work(_writer);
                if (++_commits >= CommitsCarriedOver && _checkpoint.IsCompleted)
                {
                    _commits = 0;
                    _checkpoint = _checkpoints.RunAsync(Checkpoint, CancellationToken.None);
                    _checkpoint.Ignore();
                }

                return result;
            },
            cancellationToken);

    public Task<T> ReadAsync<T>(Func<SqliteRowReader, T> work, CancellationToken cancellationToken) =>
        _reads.RunAsync(() => OnPooled(connection => work(new SqliteRowReader(connection))), cancellationToken);

    /// <summary>Finishes what was begun, then closes the file and gives the folder free.</summary>
    public void Dispose()
    {
        _reads.Dispose();
        _writes.Dispose();
        _checkpoints.Dispose();
        using (var pooled = new SqliteConnection(_readingFrom))
        {
            SqliteConnection.ClearPool(pooled);
        }

        _writer.Dispose();
        _writing.Dispose();
        _folder.Dispose();
    }

    private T OnPooled<T>(Func<SqliteConnection, T> work)
    {
        using var connection = new SqliteConnection(_readingFrom);
        connection.Open();
        return work(connection);
    }

    // Passive: it waits for nobody, and nobody for it. What it leaves, or fails at, is in the log, where it is safe until the next time.
    private int Checkpoint() => OnPooled(connection =>
    {
        using var pragma = new SqliteStatement(connection, "PRAGMA wal_checkpoint(PASSIVE);");
        return pragma.Execute();
    });

    // Nobody else may write, but a backup or somebody's sqlite3 may hold a lock for a moment: hence a busy time-out, in seconds.
    private static string ConnectionString(SqliteFolder folder, bool pooling) => new SqliteConnectionStringBuilder
    {
        DataSource = folder.DatabaseFile,
        ForeignKeys = true,
        DefaultTimeout = 1,
        Pooling = pooling,
    }.ConnectionString;
}
