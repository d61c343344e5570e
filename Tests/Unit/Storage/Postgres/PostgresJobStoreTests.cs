namespace OrleansAiJobs.Tests.Unit.Storage.Postgres;

[Collection(PostgresTests.Name)]
public sealed class PostgresJobStoreTests(PostgresTests.Fixture postgres) : JobStoreConformance
{
    private protected override Task<IStoreHost> CreateHostAsync() => PostgresStoreHost.CreateAsync(postgres.Server);
}
