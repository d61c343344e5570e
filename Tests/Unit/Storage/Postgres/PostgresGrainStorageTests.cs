namespace OrleansAiJobs.Tests.Unit.Storage.Postgres;

[Collection(PostgresTests.Name)]
public sealed class PostgresGrainStorageTests(PostgresTests.Fixture postgres) : GrainStorageConformance
{
    private protected override Task<IStoreHost> CreateHostAsync() => PostgresStoreHost.CreateAsync(postgres);
}
