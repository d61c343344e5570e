using Orleans.Storage;
using OrleansAiJobs.Grains.Interfaces.History;
using OrleansAiJobs.Grains.Interfaces.Jobs;
using OrleansAiJobs.Grains.Jobs;
using OrleansAiJobs.Grains.Storage;

namespace OrleansAiJobs.Tests.Unit.Storage;

/// <summary>What every store must do. This part: what is written is read; the others: what fails, and listings.</summary>
public abstract partial class JobStoreConformance : StoreTest
{
    private static readonly CancellationToken None = CancellationToken.None;

    [Fact]
    public async Task Every_column_comes_back()
    {
        var job = SampleJobs.Failed();

        var etag = await Store.WriteAsync(job, expectedETag: null, None);

        var row = await Store.ReadAsync(job.Id, None);
        JobAssert.Same(job, row?.Job);
        Assert.Equal(etag, row?.ETag);
    }

    [Fact]
    public async Task What_is_null_stays_null()
    {
        var job = SampleJobs.Pending();

        await Store.WriteAsync(job, expectedETag: null, None);

        var row = await Store.ReadAsync(job.Id, None);
        JobAssert.Same(job, row?.Job);
        Assert.Same(row!.Job.Input, row.Job.InputPreview);
    }

    [Fact]
    public async Task Times_are_cut_off_at_the_microsecond_and_come_back_in_UTC()
    {
        var time = new DateTimeOffset(2026, 11, 23, 14, 0, 0, TimeSpan.FromHours(2)).AddTicks(1_234_569);
        var job = SampleJobs.Pending() with { CreatedAt = time, ChangedAt = time, NextAttemptAt = time };

        await Store.WriteAsync(job, expectedETag: null, None);

        var stored = (await Store.ReadAsync(job.Id, None))!.Job;
        Assert.All(
            [stored.CreatedAt, stored.ChangedAt, stored.NextAttemptAt!.Value],
            actual => Assert.Equal("2026-11-23T12:00:00.1234560+00:00", actual.ToString("O")));
    }

    [Fact]
    public async Task Long_texts_in_any_script_come_back()
    {
        var content = string.Concat(Enumerable.Repeat("Zoë writes “Привет, 世界” 👩‍👩‍👧 \\ \" \n\t", 3_000));
        var job = SampleJobs.Pending(content: content[..100_000]) with { Type = new string('t', 50) };

        await Store.WriteAsync(job, expectedETag: null, None);

        JobAssert.Same(job, (await Store.ReadAsync(job.Id, None))?.Job);
    }

    [Fact]
    public async Task There_is_nothing_where_nothing_was_written()
    {
        Assert.Null(await Store.ReadAsync(Guid.NewGuid(), None));
    }

    [Fact]
    public async Task An_update_changes_what_may_change_and_gives_a_new_etag()
    {
        var before = SampleJobs.Pending();
        var inserted = await Store.WriteAsync(before, expectedETag: null, None);
        var after = SampleJobs.Failed(before.UserId) with { Id = before.Id, Input = before.Input, InputPreview = before.InputPreview, CreatedAt = before.CreatedAt, BatchSize = before.BatchSize, TraceParent = before.TraceParent };

        var updated = await Store.WriteAsync(after, inserted, None);

        var row = await Store.ReadAsync(before.Id, None);
        JobAssert.Same(after, row?.Job);
        Assert.Equal(updated, row?.ETag);
        Assert.NotEqual(inserted, updated);
    }

    [Fact]
    public async Task An_update_can_take_values_away_again()
    {
        var failed = SampleJobs.Failed();
        var etag = await Store.WriteAsync(failed, expectedETag: null, None);
        var retried = failed with
        {
            Status = JobStatus.Pending,
            Result = null,
            Error = null,
            Usage = null,
            StartedAt = null,
            CompletedAt = null,
            NextAttemptAt = null,
            Owner = null,
            Attempts = [],
        };

        await Store.WriteAsync(retried, etag, None);

        JobAssert.Same(retried, (await Store.ReadAsync(failed.Id, None))?.Job);
    }

    [Fact]
    public async Task A_deleted_row_is_gone_and_can_be_inserted_again()
    {
        var job = SampleJobs.Pending();
        var etag = await Store.WriteAsync(job, expectedETag: null, None);

        await Store.DeleteAsync(job.Id, etag, rememberedAt: null, None);

        Assert.Null(await Store.ReadAsync(job.Id, None));
        await Store.WriteAsync(job, expectedETag: null, None);
        JobAssert.Same(job, (await Store.ReadAsync(job.Id, None))?.Job);
    }

    [Fact]
    public async Task An_id_that_is_to_be_remembered_is_found_as_deleted_also_after_reopening_and_nothing_of_its_job()
    {
        var job = SampleJobs.Keyed();
        var etag = await Store.WriteAsync(job, expectedETag: null, None);

        await Store.DeleteAsync(job.Id, etag, SampleJobs.Noon, None);

        Assert.Equal(new FoundJob(job.Id, Stored: null, SampleJobs.Noon), await Store.FindAsync(job.Id, None));
        await ReopenAsync();
        Assert.Equal(new FoundJob(job.Id, Stored: null, SampleJobs.Noon), await Store.FindAsync(job.Id, None));
        Assert.Empty(await Store.ReadPageAsync(job.UserId, new HistoryQuery { Limit = 1 }, None));
    }

    [Fact]
    public async Task A_remembered_id_can_be_used_and_deleted_again()
    {
        var job = SampleJobs.Keyed();
        await Store.DeleteAsync(job.Id, await Store.WriteAsync(job, expectedETag: null, None), SampleJobs.Noon, None);

        var etag = await Store.WriteAsync(job, expectedETag: null, None);

        Assert.Equal(etag, (await Store.FindAsync(job.Id, None))?.Stored?.ETag);
        await Store.DeleteAsync(job.Id, etag, SampleJobs.Noon.AddDays(2), None);
        Assert.Equal(SampleJobs.Noon.AddDays(2), (await Store.FindAsync(job.Id, None))?.DeletedAt);
    }

    [Fact]
    public async Task A_deletion_that_conflicts_remembers_nothing()
    {
        var job = SampleJobs.Keyed();
        await Store.WriteAsync(job, expectedETag: null, None);

        await Assert.ThrowsAsync<InconsistentStateException>(() => Store.DeleteAsync(job.Id, Guid.NewGuid().ToString(), SampleJobs.Noon, None));

        Assert.Null((await Store.FindAsync(job.Id, None))?.DeletedAt);
    }

    [Fact]
    public async Task Remembered_ids_are_forgotten_by_age_and_in_batches()
    {
        AiJobState[] jobs = [.. Enumerable.Range(0, 5).Select(_ => SampleJobs.Keyed())];
        for (var i = 0; i < jobs.Length; i++)
        {
            await Store.DeleteAsync(jobs[i].Id, await Store.WriteAsync(jobs[i], expectedETag: null, None), SampleJobs.Noon.AddHours(i), None);
        }

        Assert.Equal(2, await Store.ForgetDeletedBeforeAsync(SampleJobs.Noon.AddHours(3), limit: 2, None));
        Assert.Equal(1, await Store.ForgetDeletedBeforeAsync(SampleJobs.Noon.AddHours(3), limit: 2, None));

        Assert.Null(await Store.FindAsync(jobs[2].Id, None));
        Assert.NotNull(await Store.FindAsync(jobs[3].Id, None));
    }

    [Fact]
    public async Task A_batch_is_stored_as_a_whole()
    {
        var user = Guid.NewGuid();
        AiJobState[] jobs = [.. Enumerable.Range(0, 100).Select(_ => SampleJobs.Pending(user))];

        await Store.InsertAllAsync(jobs, None);

        var row = await Store.ReadAsync(jobs[99].Id, None);
        JobAssert.Same(jobs[99], row?.Job);
        Assert.Equal(100, (await Store.ReadManyAsync([.. jobs.Select(job => job.Id)], None)).Count);
    }

    [Fact]
    public async Task What_was_committed_is_there_after_reopening()
    {
        AiJobState[] jobs = [.. Enumerable.Range(0, 20).Select(_ => SampleJobs.Pending())];
        var etags = await Task.WhenAll(jobs.Select(job => Store.WriteAsync(job, expectedETag: null, None)));

        await ReopenAsync();

        for (var i = 0; i < jobs.Length; i++)
        {
            var row = await Store.ReadAsync(jobs[i].Id, None);
            JobAssert.Same(jobs[i], row?.Job);
            Assert.Equal(etags[i], row?.ETag);
        }
    }

    [Fact]
    public async Task Closing_finishes_the_writes_that_wait()
    {
        AiJobState[] jobs = [.. Enumerable.Range(0, 200).Select(_ => SampleJobs.Pending())];
        var writes = jobs.Select(job => Store.WriteAsync(job, expectedETag: null, None)).ToList();

        await ReopenAsync();

        await Task.WhenAll(writes);
        Assert.Equal(jobs.Length, (await Store.ReadManyAsync([.. jobs.Select(job => job.Id)], None)).Count);
    }

    [Fact]
    public async Task A_prepared_store_answers_the_check()
    {
        await Store.CheckAsync(None);
    }
}
