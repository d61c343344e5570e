namespace OrleansAiJobs.Tests.Unit.Storage.Sqlite;

public sealed class SqliteJobStoreTests : JobStoreConformance
{
    private protected override Task<IStoreHost> CreateHostAsync() => Task.FromResult<IStoreHost>(SqliteStoreHost.Create());
}
