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
        public PostgresServer Server { get; private set; } = null!;

        public async Task InitializeAsync() => Server = await PostgresServer.StartAsync();

        public async Task DisposeAsync() => await Server.DisposeAsync();
    }
}
