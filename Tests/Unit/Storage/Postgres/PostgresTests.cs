using Npgsql;
using OrleansAiJobs.Grains.Storage.Postgres;
using OrleansAiJobs.Tests.Servers;

namespace OrleansAiJobs.Tests.Unit.Storage.Postgres;

/// <summary>
/// The collection of all tests that share one Postgres. Alone on the machine: what they test has seconds to come about, and the tests that run
/// beside one another in this process leave no core free for as long.
/// </summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class PostgresTests : ICollectionFixture<PostgresTests.Fixture>
{
    public const string Name = "Postgres";

    public sealed class Fixture : IAsyncLifetime
    {
        private NpgsqlDataSource? _shared;

        public PostgresServer Server { get; private set; } = null!;

        /// <summary>Connections to the database that is everybody's; they are kept.</summary>
        public async Task<NpgsqlDataSource> GetSharedDatabaseAsync()
        {
            if (_shared is null)
            {
                _shared = PostgresConnections.Create(await Server.CreateDatabaseAsync());
                await PostgresSchema.UpgradeAsync(_shared, CancellationToken.None);
            }

            return _shared;
        }

        public async Task CrashAndRestartAsync()
        {
            await Server.CrashAndRestartAsync();
            _shared?.Clear();
        }

        public async Task InitializeAsync() => Server = await PostgresServer.StartAsync();

        public async Task DisposeAsync()
        {
            if (_shared is not null)
            {
                await _shared.DisposeAsync();
            }

            await Server.DisposeAsync();
        }
    }
}
