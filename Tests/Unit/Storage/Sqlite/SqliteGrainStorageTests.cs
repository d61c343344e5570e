namespace OrleansAiJobs.Tests.Unit.Storage.Sqlite;

public sealed class SqliteGrainStorageTests : GrainStorageConformance
{
    private protected override Task<IStoreHost> CreateHostAsync() => Task.FromResult<IStoreHost>(SqliteStoreHost.Create());
}
