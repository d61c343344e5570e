using OrleansAiJobs.Grains.Interfaces.Jobs;
using OrleansAiJobs.Grains.Storage;
using OrleansAiJobs.Grains.Storage.Postgres;

namespace OrleansAiJobs.Tests.Unit.Storage.Postgres;

[Collection(PostgresTests.Name)]
public sealed class PostgresJobStoreTests(PostgresTests.Fixture postgres) : JobStoreConformance
{
    [Fact]
    public async Task A_job_that_is_retried_after_retention_has_found_it_stays()
    {
        var rows = new PostgresRowReader(((PostgresStoreHost)Host).DataSource);
        var retried = SampleJobs.Completed(userId: null, SampleJobs.Noon);
        var old = SampleJobs.Completed(userId: null, SampleJobs.Noon);
        var etag = await Store.WriteAsync(retried, expectedETag: null, CancellationToken.None);
        await Store.WriteAsync(old, expectedETag: null, CancellationToken.None);
        var before = SampleJobs.Noon.AddDays(1);
        var found = await rows.ReadFinishedBeforeAsync(before, limit: 10, CancellationToken.None);
        await Store.WriteAsync(retried with { Status = JobStatus.Pending, CompletedAt = null, Version = 2 }, etag, CancellationToken.None);

        var left = await rows.DeleteFinishedAsync([.. found.Select(job => job.Id)], before, CancellationToken.None);

        Assert.Equal(2, found.Count);
        Assert.Equal([retried.Id], left);
        Assert.NotNull(await Store.ReadAsync(retried.Id, CancellationToken.None));
        Assert.Null(await Store.ReadAsync(old.Id, CancellationToken.None));
    }

    private protected override Task<IStoreHost> CreateHostAsync() => PostgresStoreHost.CreateAsync(postgres.Server);
}
