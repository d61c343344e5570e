using Npgsql;
using OrleansAiJobs.Grains.Storage;
using OrleansAiJobs.Grains.Storage.Postgres;

namespace OrleansAiJobs.Tests.Unit.Storage.Postgres;

/// <summary>The database that the tests use one after the other, emptied for each: to make one takes longer than most of them.</summary>
internal sealed class PostgresStoreHost : IStoreHost
{
    private PostgresStoreHost(NpgsqlDataSource dataSource) => DataSource = dataSource;

    public NpgsqlDataSource DataSource { get; }

    public static async Task<IStoreHost> CreateAsync(PostgresTests.Fixture postgres)
    {
        var host = new PostgresStoreHost(await postgres.GetSharedDatabaseAsync());
        await using var command = host.DataSource.CreateCommand("TRUNCATE users, ai_jobs, deleted_ai_jobs, data_protection_keys");
        await command.ExecuteNonQueryAsync();
        return host;
    }

    public async Task<IAiJobStore> OpenAsync()
    {
        var store = new PostgresJobStore(DataSource, TimeProvider.System);
        await store.PrepareAsync(CancellationToken.None);
        return store;
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
