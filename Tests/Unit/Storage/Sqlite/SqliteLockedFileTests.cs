using Microsoft.Data.Sqlite;
using OrleansAiJobs.Grains.Storage;

namespace OrleansAiJobs.Tests.Unit.Storage.Sqlite;

/// <summary>Somebody else, such as a backup or a curious <c>sqlite3</c>, holds the file's write lock.</summary>
public sealed class SqliteLockedFileTests : IAsyncLifetime
{
    private static readonly CancellationToken None = CancellationToken.None;
    private SqliteStoreHost _host = null!;
    private IAiJobStore _store = null!;
    private SqliteConnection _other = null!;

    public async Task InitializeAsync()
    {
        _host = SqliteStoreHost.Create();
        _store = await _host.OpenAsync();
        _other = _host.Connect();
    }

    public async Task DisposeAsync()
    {
        await _other.DisposeAsync();
        await ((IAsyncDisposable)_store).DisposeAsync();
        await _host.DisposeAsync();
    }

    [Fact]
    public async Task A_short_lock_does_not_show()
    {
        var job = SampleJobs.Pending();
        var transaction = _other.BeginTransaction();

        var write = _store.WriteAsync(job, expectedETag: null, None);
        var read = await _store.ReadAsync(job.Id, None);
        await transaction.DisposeAsync();
        await write;

        Assert.Null(read);
        Assert.NotNull(await _store.ReadAsync(job.Id, None));
    }

    [Fact]
    public async Task A_long_lock_fails_the_write_in_time_and_not_the_next_one()
    {
        var job = SampleJobs.Pending();
        await using (_other.BeginTransaction())
        {
            await Assert.ThrowsAsync<StorageException>(
                () => _store.WriteAsync(job, expectedETag: null, None).WaitAsync(TimeSpan.FromSeconds(10), TimeProvider.System, None));
        }

        var other = SampleJobs.Pending();
        await _store.WriteAsync(other, expectedETag: null, None);
        Assert.NotNull(await _store.ReadAsync(other.Id, None));
    }
}
