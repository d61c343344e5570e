using Orleans.Storage;
using OrleansAiJobs.Grains.Interfaces.Jobs;
using OrleansAiJobs.Grains.Jobs;
using OrleansAiJobs.Grains.Storage;

namespace OrleansAiJobs.Tests.Unit.Storage;

public abstract partial class JobStoreConformance
{
    [Fact]
    public async Task A_second_insert_fails_and_changes_nothing()
    {
        var job = SampleJobs.Pending();
        var etag = await Store.WriteAsync(job, expectedETag: null, None);

        await Assert.ThrowsAsync<InconsistentStateException>(() => Store.WriteAsync(job with { Version = 2 }, expectedETag: null, None));

        Assert.Equal(etag, (await Store.ReadAsync(job.Id, None))?.ETag);
    }

    [Theory]
    [InlineData("")]
    [InlineData("12345")]
    [InlineData("6d9af0c5-5b43-4b4d-8a53-2bd0a1c7a0f6")]
    public async Task An_update_or_deletion_with_another_etag_fails_and_changes_nothing(string wrong)
    {
        var job = SampleJobs.Pending();
        var etag = await Store.WriteAsync(job, expectedETag: null, None);

        await Assert.ThrowsAsync<InconsistentStateException>(() => Store.WriteAsync(job with { Version = 2 }, wrong, None));
        await Assert.ThrowsAsync<InconsistentStateException>(() => Store.DeleteAsync(job.Id, wrong, rememberedAt: null, None));

        var row = await Store.ReadAsync(job.Id, None);
        JobAssert.Same(job, row?.Job);
        Assert.Equal(etag, row?.ETag);
    }

    [Fact]
    public async Task A_missing_row_can_neither_be_updated_nor_deleted()
    {
        var job = SampleJobs.Pending();
        var etag = Guid.NewGuid().ToString();

        await Assert.ThrowsAsync<InconsistentStateException>(() => Store.WriteAsync(job, etag, None));
        await Assert.ThrowsAsync<InconsistentStateException>(() => Store.DeleteAsync(job.Id, etag, rememberedAt: null, None));

        Assert.Null(await Store.ReadAsync(job.Id, None));
    }

    [Fact]
    public async Task Of_many_writers_with_the_same_etag_one_wins()
    {
        var job = SampleJobs.Pending();
        var etag = await Store.WriteAsync(job, expectedETag: null, None);

        var writes = Enumerable.Range(2, 20).Select(version => OutcomeOf(Store.WriteAsync(job with { Version = version }, etag, None)));
        var failures = await Task.WhenAll(writes);

        Assert.Single(failures, failure => failure is null);
        Assert.All(failures, failure => Assert.True(failure is null or InconsistentStateException, failure?.ToString()));
    }

    [Fact]
    public async Task A_row_that_conflicts_or_is_refused_fails_alone_among_others()
    {
        AiJobState[] good = [.. Enumerable.Range(0, 100).Select(_ => SampleJobs.Pending())];
        var stored = SampleJobs.Pending();
        await Store.WriteAsync(stored, expectedETag: null, None);

        var writes = good.Select(job => Store.WriteAsync(job, expectedETag: null, None)).ToList();
        var conflicting = Store.WriteAsync(stored, expectedETag: null, None);
        var refused = Store.WriteAsync(SampleJobs.Pending() with { Type = new string('t', 51) }, expectedETag: null, None);
        var notJson = Store.WriteAsync(SampleJobs.Pending() with { Result = "{" }, expectedETag: null, None);

        await Task.WhenAll(writes);
        await Assert.ThrowsAsync<InconsistentStateException>(() => conflicting);
        await Assert.ThrowsAsync<StorageException>(() => refused);
        await Assert.ThrowsAsync<StorageException>(() => notJson);
        Assert.Equal(good.Length, (await Store.ReadManyAsync([.. good.Select(job => job.Id)], None)).Count);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(0xD83D)]
    [InlineData(0xDE00)]
    public async Task Text_that_no_database_stores_is_refused(int character)
    {
        var job = SampleJobs.Completed(userId: null, SampleJobs.Noon) with { Result = $$"""{"titles": ["{{(char)character}}"]}""" };

        await Assert.ThrowsAsync<StorageException>(() => Store.WriteAsync(job, expectedETag: null, None));
    }

    [Fact]
    public async Task A_terminal_status_and_its_time_come_together_or_not_at_all()
    {
        var job = SampleJobs.Pending();

        await Assert.ThrowsAsync<StorageException>(() => Store.WriteAsync(job with { Status = JobStatus.Completed }, expectedETag: null, None));
        await Assert.ThrowsAsync<StorageException>(() => Store.WriteAsync(job with { CompletedAt = SampleJobs.Noon }, expectedETag: null, None));
    }

    [Fact]
    public async Task A_batch_with_one_row_that_exists_or_is_refused_is_not_stored_at_all()
    {
        var exists = SampleJobs.Pending();
        var etag = await Store.WriteAsync(exists, expectedETag: null, None);
        AiJobState[] good = [.. Enumerable.Range(0, 10).Select(_ => SampleJobs.Pending())];

        await Assert.ThrowsAsync<InconsistentStateException>(() => Store.InsertAllAsync([.. good, exists], None));
        await Assert.ThrowsAsync<StorageException>(() => Store.InsertAllAsync([.. good, SampleJobs.Pending() with { Type = new string('t', 51) }], None));

        Assert.Empty(await Store.ReadManyAsync([.. good.Select(job => job.Id)], None));
        Assert.Equal(etag, (await Store.ReadAsync(exists.Id, None))?.ETag);
    }

    private static async Task<Exception?> OutcomeOf(Task write)
    {
        try
        {
            await write;
            return null;
        }
        catch (InconsistentStateException e)
        {
            return e;
        }
    }
}
