using Npgsql;
using OrleansAiJobs.Grains.Interfaces.Jobs;
using OrleansAiJobs.Grains.Storage;
using OrleansAiJobs.Grains.Storage.Postgres;

namespace OrleansAiJobs.Tests.Unit.Storage.Postgres;

/// <summary>A rolling upgrade: the first new silo upgrades the schema while silos of the earlier release go on with their statements.</summary>
[Collection(PostgresTests.Name)]
public sealed class PostgresUpgradeTests(PostgresTests.Fixture postgres) : IAsyncLifetime
{
    // As the first release wrote and read; kept as they were.
    private const string OldInsert =
        """
        INSERT INTO ai_jobs (
          id, etag, status, version, attempt, max_attempts, interruptions, attempts, changed_at, user_id, type, created_at, input_data, input_preview)
        VALUES ($1, $2, 'pending', 1, 0, 3, 0, '[]', now(), $3, 'titles', now(), '{"content":"Some text.","count":5}', '{"content":"Some text.","count":5}')
        """;

    private const string OldUpdate =
        """
        UPDATE ai_jobs SET etag = $3, status = 'completed', version = 2, attempt = 1, result_data = '{"titles":["One"]}', started_at = now(),
          completed_at = now(), changed_at = now(), owner = NULL
        WHERE id = $1 AND etag = $2
        """;

    private const string OldSelect =
        "SELECT status FROM ai_jobs WHERE id = $1 AND version > 0 AND coalesce(input_preview, input_data) IS NOT NULL AND attempts IS NOT NULL AND interruptions = 0";

    private static readonly CancellationToken None = CancellationToken.None;

    private readonly Guid _user = Guid.NewGuid();
    private NpgsqlDataSource _dataSource = null!;

    public static TheoryData<int> EarlierVersions => [.. Enumerable.Range(1, SchemaScript.Beside(typeof(PostgresSchema)).Count - 1)];

    public async Task InitializeAsync() => _dataSource = PostgresConnections.Create(await postgres.Server.CreateDatabaseAsync());

    public async Task DisposeAsync() => await _dataSource.DisposeAsync();

    [Theory]
    [MemberData(nameof(EarlierVersions))]
    public async Task Rows_of_an_earlier_schema_are_read_and_written_by_old_and_new_silos_side_by_side(int version)
    {
        await PrepareAsOfAsync(version);
        var (yesterday, yesterdaysETag) = await InsertAsync();
        var (finished, finishedETag) = await InsertAsync();
        await RunAsync(OldUpdate, finished, finishedETag, Guid.NewGuid());

        await using var store = new PostgresJobStore(_dataSource, TimeProvider.System);
        await store.PrepareAsync(None);

        // The new silo reads what the old ones left, and goes on with it.
        Assert.Equal(JobStatus.Completed, (await store.ReadAsync(finished, None))!.Job.Status);
        var row = (await store.ReadAsync(yesterday, None))!;
        Assert.Equal(JobStatus.Pending, row.Job.Status);
        await store.WriteAsync(row.Job with { Version = 2, Interruptions = 1, TraceParent = null }, row.ETag, None);
        Assert.Equal(0, await RunAsync(OldUpdate, yesterday, yesterdaysETag, Guid.NewGuid()));

        // The old ones still insert, and finish also what the new one has inserted.
        var (today, todaysETag) = await InsertAsync();
        Assert.Equal(JobStatus.Pending, (await store.ReadAsync(today, None))!.Job.Status);
        Assert.Equal(1, await RunAsync(OldUpdate, today, todaysETag, Guid.NewGuid()));
        Assert.Equal("""{"titles": ["One"]}""", (await store.ReadAsync(today, None))!.Job.Result);
        var fresh = SampleJobs.Pending(_user);
        var eTag = await store.WriteAsync(fresh, expectedETag: null, None);
        Assert.Equal("pending", await ReadAsync(fresh.Id));
        Assert.Equal(1, await RunAsync(OldUpdate, fresh.Id, Guid.Parse(eTag), Guid.NewGuid()));
        Assert.Equal(JobStatus.Completed, (await store.ReadAsync(fresh.Id, None))!.Job.Status);
    }

    private async Task PrepareAsOfAsync(int version)
    {
        await RunAsync("CREATE TABLE ai_jobs_schema (version INTEGER PRIMARY KEY, applied_at TIMESTAMPTZ NOT NULL DEFAULT now())");
        foreach (var script in SchemaScript.Beside(typeof(PostgresSchema)).Take(version))
        {
            // Many statements, which only go without parameters.
            await RunAsync(script.Sql);
            await RunAsync("INSERT INTO ai_jobs_schema (version) VALUES ($1)", script.Number);
        }

        await RunAsync("INSERT INTO users (id) VALUES ($1)", _user);
    }

    private async Task<(Guid Id, Guid ETag)> InsertAsync()
    {
        var (id, eTag) = (Guid.NewGuid(), Guid.NewGuid());
        await RunAsync(OldInsert, id, eTag, _user);
        return (id, eTag);
    }

    private async Task<int> RunAsync(string sql, params object[] values)
    {
        await using var command = Command(sql, values);
        return await command.ExecuteNonQueryAsync(None);
    }

    private async Task<object?> ReadAsync(Guid id)
    {
        await using var command = Command(OldSelect, id);
        return await command.ExecuteScalarAsync(None);
    }

    private NpgsqlCommand Command(string sql, params object[] values)
    {
        var command = _dataSource.CreateCommand(sql);
        foreach (var value in values)
        {
            command.Parameters.AddWithValue(value);
        }

        return command;
    }
}
