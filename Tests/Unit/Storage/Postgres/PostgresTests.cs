using OrleansAiJobs.Tests.Servers;

namespace OrleansAiJobs.Tests.Unit.Storage.Postgres;

/// <summary>The collection of all tests that share one Postgres.</summary>
[CollectionDefinition(Name)]
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
