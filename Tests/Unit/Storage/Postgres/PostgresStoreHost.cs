using Npgsql;
using OrleansAiJobs.Grains.Storage;
using OrleansAiJobs.Grains.Storage.Postgres;
using OrleansAiJobs.Tests.Servers;

namespace OrleansAiJobs.Tests.Unit.Storage.Postgres;

/// <summary>A database of its own.</summary>
internal sealed class PostgresStoreHost : IStoreHost
{
    private PostgresStoreHost(string connectionString) => DataSource = PostgresConnections.Create(connectionString);

    public NpgsqlDataSource DataSource { get; }

    public static async Task<IStoreHost> CreateAsync(PostgresServer server) => new PostgresStoreHost(await server.CreateDatabaseAsync());

    public async Task<IAiJobStore> OpenAsync()
    {
        var store = new PostgresJobStore(DataSource, TimeProvider.System);
        await store.PrepareAsync(CancellationToken.None);
        return store;
    }

    // The database itself goes with the server.
    public ValueTask DisposeAsync() => DataSource.DisposeAsync();
}
