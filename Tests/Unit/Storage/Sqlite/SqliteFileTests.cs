using System.Diagnostics;
using System.Text;
using OrleansAiJobs.Grains.Storage;
using OrleansAiJobs.Grains.Storage.Rows;
using OrleansAiJobs.Grains.Storage.Sqlite;

namespace OrleansAiJobs.Tests.Unit.Storage.Sqlite;

/// <summary>The folder, its lock and the file's schema.</summary>
public sealed class SqliteFileTests : IAsyncLifetime
{
    private static readonly CancellationToken None = CancellationToken.None;
    private SqliteStoreHost _host = null!;

    public Task InitializeAsync()
    {
        _host = SqliteStoreHost.Create();
        return Task.CompletedTask;
    }

    public async Task DisposeAsync() => await _host.DisposeAsync();

    [Fact]
    public async Task A_second_open_of_the_folder_fails_and_says_what_to_do()
    {
        await using var first = _host.CreateStore();
        await first.PrepareAsync(None);
        await using var second = _host.CreateStore();

        var exception = await Assert.ThrowsAsync<StorageException>(() => second.PrepareAsync(None));

        Assert.Contains(_host.Folder, exception.Message, StringComparison.Ordinal);
        Assert.Contains("Storage:Path", exception.Message, StringComparison.Ordinal);
        Assert.Contains("in use by another process", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_lock_of_another_process_holds_until_that_is_killed()
    {
        using var other = Process.Start(new ProcessStartInfo("flock", ["--no-fork", Path.Combine(_host.Folder, "ai-jobs.lock"), "sh", "-c", "echo locked; exec sleep 600"])
        {
            RedirectStandardOutput = true,
            UseShellExecute = false,
        })!;
        Assert.Equal("locked", await other.StandardOutput.ReadLineAsync(None));
        await using (var refused = _host.CreateStore())
        {
            await Assert.ThrowsAsync<StorageException>(() => refused.PrepareAsync(None));
        }

        // Kill is SIGKILL: the process cannot tidy up.
        other.Kill();
        await other.WaitForExitAsync(None);

        await using var store = _host.CreateStore();
        await store.PrepareAsync(None);
    }

    [Fact]
    public async Task A_closed_store_gives_the_folder_free_and_leaves_nothing_to_recover()
    {
        var store = await _host.OpenAsync();
        await store.WriteAsync(SampleJobs.Pending(), expectedETag: null, None);

        await ((IAsyncDisposable)store).DisposeAsync();

        Assert.False(File.Exists(_host.DatabaseFile + "-wal"));
        await using var second = _host.CreateStore();
        await second.PrepareAsync(None);
    }

    [Fact]
    public async Task What_is_in_the_log_is_carried_over_to_the_file_while_writing_goes_on()
    {
        await using var store = await OpenAsync();
        var before = new FileInfo(_host.DatabaseFile).Length;
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(30), TimeProvider.System);

        // Far from what makes the writer itself stop for it.
        for (var n = 0; n < 400 || new FileInfo(_host.DatabaseFile).Length == before; n++)
        {
            await store.WriteAsync(SampleJobs.Pending(), expectedETag: null, patience.Token);
            Assert.InRange(n, 0, 1_500);
        }

        Assert.True(new FileInfo(_host.DatabaseFile).Length > before);
    }

    [Fact]
    public async Task The_text_of_a_deleted_job_is_not_in_the_file_any_more()
    {
        var store = await _host.OpenAsync();
        var kept = SampleJobs.Pending(content: "What is kept. " + new string('x', 5_000));
        var job = SampleJobs.Pending(content: "What is deleted. " + new string('x', 5_000));
        await store.WriteAsync(kept, expectedETag: null, None);

        await store.DeleteAsync(job.Id, await store.WriteAsync(job, expectedETag: null, None), rememberedAt: null, None);
        await ((IAsyncDisposable)store).DisposeAsync();

        var file = Encoding.UTF8.GetString(await File.ReadAllBytesAsync(_host.DatabaseFile, None));
        Assert.Contains("What is kept.", file, StringComparison.Ordinal);
        Assert.DoesNotContain("What is deleted.", file, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_acknowledged_row_is_there_even_if_the_process_never_closes_the_file()
    {
        await using var store = _host.CreateStore();
        await store.PrepareAsync(None);
        var job = SampleJobs.Pending();
        await store.WriteAsync(job, expectedETag: null, None);
        await using var copy = SqliteStoreHost.Create();

        // The files as a crash would leave them at this moment.
        File.Copy(_host.DatabaseFile, copy.DatabaseFile);
        File.Copy(_host.DatabaseFile + "-wal", copy.DatabaseFile + "-wal");

        await using var reopened = copy.CreateStore();
        await reopened.PrepareAsync(None);
        JobAssert.Same(job, (await reopened.ReadAsync(job.Id, None))?.Job);
    }

    [Fact]
    public async Task The_writer_is_durable_and_checks_references()
    {
        using var database = SqliteDatabase.Open(new StorageOptions { Path = _host.Folder });

        var results = await database.WriteAsync(
            writer => writer.Commit([RowChange.Insert(SampleJobs.Pending()), RowChange.Delete(Guid.NewGuid(), Guid.NewGuid().ToString())]),
            None);

        Assert.Equal([RowOutcome.Committed, RowOutcome.Conflict], results.Select(result => result.Outcome));
        Assert.Equal("wal", Scalar("PRAGMA journal_mode"));
        Assert.Equal(1L, Scalar("SELECT count(*) FROM users"));
        Assert.Equal(0L, Scalar("SELECT count(*) FROM pragma_foreign_key_check"));
    }

    [Fact]
    public async Task One_commit_fails_conflicting_and_refused_rows_alone()
    {
        using var database = SqliteDatabase.Open(new StorageOptions { Path = _host.Folder });
        var stored = RowChange.Insert(SampleJobs.Pending());
        await database.WriteAsync(writer => writer.Commit([stored]), None);
        RowChange[] batch =
        [
            RowChange.Insert(SampleJobs.Pending()),
            RowChange.Insert(stored.Job),
            RowChange.Insert(SampleJobs.Pending() with { Type = new string('t', 51) }),
            RowChange.Write(stored.Job with { Version = 2 }, stored.NewETag.ToString()),
        ];

        var results = await database.WriteAsync(writer => writer.Commit(batch), None);

        Assert.Equal(
            [RowOutcome.Committed, RowOutcome.Conflict, RowOutcome.Refused, RowOutcome.Committed],
            results.Select(result => result.Outcome));
        Assert.Equal(stored.NewETag, results[1].StoredETag);
        Assert.Equal(2L, Scalar("SELECT count(*) FROM ai_jobs"));
    }

    [Fact]
    public async Task An_empty_file_is_brought_up_to_date_once()
    {
        await File.WriteAllBytesAsync(_host.DatabaseFile, [], None);
        await using (await OpenAsync())
        {
        }

        var version = Scalar("PRAGMA user_version");
        await using (await OpenAsync())
        {
        }

        Assert.Equal((long)SchemaScript.Beside(typeof(SqliteSchema)).Count, version);
        Assert.Equal(version, Scalar("PRAGMA user_version"));
    }

    [Fact]
    public async Task A_file_of_a_newer_release_is_refused_and_left_alone()
    {
        Scalar("PRAGMA user_version = 9999");
        await using var store = _host.CreateStore();

        var exception = await Assert.ThrowsAsync<StorageException>(() => store.PrepareAsync(None));

        Assert.Contains("newer release", exception.Message, StringComparison.Ordinal);
        Assert.Contains(_host.DatabaseFile, exception.Message, StringComparison.Ordinal);
        Assert.Equal(0L, Scalar("SELECT count(*) FROM sqlite_schema"));
    }

    [Fact]
    public async Task A_file_that_is_no_database_is_refused_by_name()
    {
        await File.WriteAllTextAsync(_host.DatabaseFile, string.Concat(Enumerable.Repeat("no database ", 1_000)), None);
        await using var store = _host.CreateStore();

        var exception = await Assert.ThrowsAsync<StorageException>(() => store.PrepareAsync(None));

        Assert.Contains(_host.DatabaseFile, exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_folder_that_cannot_be_made_is_refused_by_name()
    {
        var file = Path.Combine(_host.Folder, "file");
        await File.WriteAllTextAsync(file, "", None);

        var exception = Assert.Throws<StorageException>(() => SqliteFolder.Take(new StorageOptions { Path = Path.Combine(file, "sub") }));

        Assert.Contains(Path.Combine(file, "sub"), exception.Message, StringComparison.Ordinal);
        Assert.Contains("Storage:Path", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_new_folder_is_for_its_owner_only()
    {
        var path = Path.Combine(_host.Folder, "new", "deep");

        using var folder = SqliteFolder.Take(new StorageOptions { Path = path });

        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, new DirectoryInfo(path).UnixFileMode);
    }

    [Fact]
    public async Task A_store_that_was_never_prepared_says_so()
    {
        await using var store = _host.CreateStore();

        await Assert.ThrowsAsync<StorageException>(() => store.CheckAsync(None));
    }

    private async Task<SqliteJobStore> OpenAsync() => (SqliteJobStore)await _host.OpenAsync();

    private object? Scalar(string sql)
    {
        using var connection = _host.Connect();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        return command.ExecuteScalar();
    }
}
