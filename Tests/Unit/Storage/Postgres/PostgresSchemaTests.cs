using Npgsql;
using OrleansAiJobs.Grains.Interfaces.Jobs;
using OrleansAiJobs.Grains.Storage;
using OrleansAiJobs.Grains.Storage.Postgres;
using OrleansAiJobs.Grains.Storage.Rows;

namespace OrleansAiJobs.Tests.Unit.Storage.Postgres;

/// <summary>The schema, and what it makes of statements.</summary>
[Collection(PostgresTests.Name)]
public sealed class PostgresSchemaTests(PostgresTests.Fixture postgres) : IAsyncLifetime
{
    private static readonly CancellationToken None = CancellationToken.None;
    private string _connectionString = "";
    private NpgsqlDataSource _dataSource = null!;

    public async Task InitializeAsync()
    {
        _connectionString = await postgres.Server.CreateDatabaseAsync();
        _dataSource = PostgresConnections.Create(_connectionString);
    }

    public async Task DisposeAsync() => await _dataSource.DisposeAsync();

    [Fact]
    public async Task Ten_processes_may_prepare_an_empty_database_at_once()
    {
        var sources = Enumerable.Range(0, 10).Select(_ => PostgresConnections.Create(_connectionString)).ToList();

        await Task.WhenAll(sources.Select(source => PostgresSchema.UpgradeAsync(source, None)));

        Assert.Equal((long)SchemaScript.Beside(typeof(PostgresSchema)).Count, await ScalarAsync("SELECT count(*) FROM ai_jobs_schema"));
        Assert.Equal(0L, await ScalarAsync("SELECT count(*) FROM ai_jobs"));
        foreach (var source in sources)
        {
            await source.DisposeAsync();
        }
    }

    [Fact]
    public async Task A_site_that_has_users_already_keeps_them()
    {
        var user = Guid.NewGuid();
        await ScalarAsync($"CREATE TABLE users (id UUID PRIMARY KEY, name TEXT); INSERT INTO users VALUES ('{user}', 'Zoë')");
        await using var store = await PrepareAsync();

        await store.WriteAsync(SampleJobs.Pending(user), expectedETag: null, None);
        await store.WriteAsync(SampleJobs.Pending(), expectedETag: null, None);

        Assert.Equal("Zoë", await ScalarAsync($"SELECT name FROM users WHERE id = '{user}'"));
        Assert.Equal(2L, await ScalarAsync("SELECT count(*) FROM users"));
    }

    [Fact]
    public async Task A_database_of_a_newer_release_is_refused_and_left_alone()
    {
        await ScalarAsync("CREATE TABLE ai_jobs_schema (version INTEGER PRIMARY KEY); INSERT INTO ai_jobs_schema VALUES (9999)");

        var exception = await Assert.ThrowsAsync<StorageException>(PrepareAsync);

        Assert.Contains("newer release", exception.Message, StringComparison.Ordinal);
        Assert.Equal(DBNull.Value, await ScalarAsync("SELECT to_regclass('ai_jobs')::text"));
    }

    [Fact]
    public async Task A_database_that_does_not_exist_is_refused_by_the_name_of_its_setting()
    {
        await using var source = PostgresConnections.Create(postgres.Server.ConnectionString("missing"));
        await using var store = new PostgresJobStore(source, TimeProvider.System);

        var exception = await Assert.ThrowsAsync<StorageException>(() => store.PrepareAsync(None));

        Assert.Contains("ConnectionStrings:postgres", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_broken_connection_string_is_refused_without_repeating_it()
    {
        var exception = Assert.Throws<StorageException>(() => PostgresConnections.Create("Host=x;Password=secret;Nonsense=1"));

        Assert.Contains("ConnectionStrings:postgres", exception.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Updates_of_an_unfinished_job_write_no_index()
    {
        await using var store = await PrepareAsync();
        await using var connection = await _dataSource.OpenConnectionAsync(None);
        await using var transaction = await connection.BeginTransactionAsync(None);
        var pending = RowChange.Insert(SampleJobs.Pending());
        var processing = pending.Job with
        {
            Status = JobStatus.Processing,
            Version = 2,
            Attempt = 1,
            StartedAt = SampleJobs.Noon,
            ChangedAt = SampleJobs.Noon.AddSeconds(1),
            Owner = "S127.0.0.1:11111:1",
            Attempts = SampleJobs.Failed().Attempts,
        };
        var started = RowChange.Write(processing, pending.NewETag.ToString());
        var waiting = RowChange.Write(
            processing with { Status = JobStatus.Pending, Version = 3, NextAttemptAt = SampleJobs.Noon, ChangedAt = SampleJobs.Noon.AddSeconds(2), Owner = null },
            started.NewETag.ToString());

        foreach (var change in new[] { pending, started, waiting })
        {
            await using var batch = connection.CreateBatch();
            PostgresStatements.Add(batch, [change], new KnownUsers(), insertsAreNew: true);
            await batch.ExecuteNonQueryAsync(None);
        }

        await using var statistics = new NpgsqlCommand("SELECT n_tup_upd, n_tup_hot_upd FROM pg_stat_xact_user_tables WHERE relname = 'ai_jobs'", connection);
        await using var row = await statistics.ExecuteReaderAsync(None);
        Assert.True(await row.ReadAsync(None));
        Assert.Equal((2L, 2L), (row.GetInt64(0), row.GetInt64(1)));
    }

    [Fact]
    public async Task One_commit_fails_conflicting_and_refused_rows_alone()
    {
        await using var store = await PrepareAsync();
        await using var kept = new KeptConnections(_dataSource, most: 1);
        var writer = new PostgresRowWriter(kept, _dataSource);
        var stored = RowChange.Insert(SampleJobs.Pending());
        var other = RowChange.Insert(SampleJobs.Pending());
        await writer.CommitAsync([stored, other], None);
        RowChange[] batch =
        [
            RowChange.Insert(SampleJobs.Pending()),
            RowChange.Insert(stored.Job),
            RowChange.Insert(SampleJobs.Pending() with { Type = new string('t', 51) }),
            RowChange.Insert(SampleJobs.Pending(content: "x") with { Input = """{"content": "\u0000"}""" }),
            RowChange.Write(stored.Job with { Version = 2 }, stored.NewETag.ToString()),
            RowChange.Delete(other.Id, other.NewETag.ToString(), rememberedAt: null),
            RowChange.Delete(Guid.NewGuid(), other.NewETag.ToString(), rememberedAt: null),
        ];

        var results = await writer.CommitAsync(batch, None);

        Assert.Equal(
            [RowOutcome.Committed, RowOutcome.Conflict, RowOutcome.Refused, RowOutcome.Refused, RowOutcome.Committed, RowOutcome.Committed, RowOutcome.Conflict],
            results.Select(result => result.Outcome));
        Assert.Equal(stored.NewETag, results[1].StoredETag);
        Assert.Null(results[6].StoredETag);
        Assert.Equal(2L, await ScalarAsync("SELECT count(*) FROM ai_jobs"));
    }

    private async Task<PostgresJobStore> PrepareAsync()
    {
        var store = new PostgresJobStore(_dataSource, TimeProvider.System);
        await store.PrepareAsync(None);
        return store;
    }

    private async Task<object?> ScalarAsync(string sql)
    {
        await using var command = _dataSource.CreateCommand(sql);
        return await command.ExecuteScalarAsync(None);
    }
}
