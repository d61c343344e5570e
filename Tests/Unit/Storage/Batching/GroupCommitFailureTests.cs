using Orleans.Storage;
using OrleansAiJobs.Grains.Storage;
using OrleansAiJobs.Grains.Storage.Batching;
using OrleansAiJobs.Grains.Storage.Rows;

namespace OrleansAiJobs.Tests.Unit.Storage.Batching;

/// <summary>What becomes of changes when the database fails, hangs or stays silent.</summary>
public sealed class GroupCommitFailureTests : GroupCommitTest
{
    private static readonly IOException ConnectionLost = new("The connection was lost.");

    [Fact]
    public async Task After_a_lost_acknowledgement_the_same_batch_is_sent_again_and_its_own_etag_means_committed()
    {
        var writer = NewWriter();
        RowChange[] changes = [NewUpdate(), NewUpdate()];
        var (first, commit) = await BeginAsync(writer);
        var writes = changes.Select(change => writer.CommitAsync(change, None)).ToList();
        commit.Succeed();
        await first;

        var lost = await Database.NextAsync();
        lost.Fail(ConnectionLost);
        var again = await Database.NextAsync();
        again.Answers([.. again.Changes.Select(change => RowResult.Conflict(change == changes[0] ? change.NewETag : Guid.NewGuid()))]);

        Assert.Equal(lost.Changes, again.Changes);
        await writes[0];
        await Assert.ThrowsAsync<InconsistentStateException>(() => writes[1]);
    }

    [Fact]
    public async Task A_missing_row_is_a_committed_deletion_only_after_a_lost_acknowledgement()
    {
        var writer = NewWriter();
        var straight = writer.CommitAsync(RowChange.Delete(Guid.NewGuid(), Guid.NewGuid().ToString()), None);
        (await Database.NextAsync()).Answers(RowResult.Conflict(storedETag: null));

        var repeated = writer.CommitAsync(RowChange.Delete(Guid.NewGuid(), Guid.NewGuid().ToString()), None);
        (await Database.NextAsync()).Fail(ConnectionLost);
        (await Database.NextAsync()).Answers(RowResult.Conflict(storedETag: null));

        await Assert.ThrowsAsync<InconsistentStateException>(() => straight);
        await repeated;
    }

    [Fact]
    public async Task A_failure_that_will_not_pass_fails_its_batch_at_once_and_no_other()
    {
        var writer = NewWriter();
        var (first, commit) = await BeginAsync(writer);
        var reason = new InvalidOperationException("No such table.");

        commit.Fail(reason);

        Assert.Same(reason, (await Assert.ThrowsAsync<StorageException>(() => first)).InnerException);
        var next = writer.CommitAsync(NewInsert(), None);
        (await Database.NextAsync()).Succeed();
        await next;
    }

    [Fact]
    public async Task A_batch_is_sent_again_with_pauses_until_it_is_committed()
    {
        var writer = NewWriter();
        var (write, commit) = await BeginAsync(writer);

        commit.Fail(ConnectionLost);
        (await Database.NextAsync()).Fail(ConnectionLost);
        await Time.WaitForTimerAsync(due => due > TimeSpan.Zero && due < TimeSpan.FromSeconds(1));
        Assert.False(Database.HasAnother);
        Time.Advance(TimeSpan.FromSeconds(1));
        (await Database.NextAsync()).Succeed();

        await write;
    }

    [Fact]
    public async Task Nobody_waits_longer_than_the_limit_for_aDatabase_that_hangs()
    {
        var writer = NewWriter();
        var (write, commit) = await BeginAsync(writer);

        Time.Advance(StoreTimeout.Call - TimeSpan.FromMilliseconds(1));
        Assert.False(write.IsCompleted);
        Time.Advance(TimeSpan.FromMilliseconds(1));

        await Assert.ThrowsAsync<StorageException>(() => write);
        Assert.True(StoreTimeout.Call < TimeSpan.FromSeconds(3));
        commit.Succeed();
    }

    [Fact]
    public async Task What_nobody_waits_for_any_more_is_not_sent()
    {
        var writer = NewWriter();
        var (_, commit) = await BeginAsync(writer);
        var late = writer.CommitAsync(NewInsert(), None);

        Time.Advance(StoreTimeout.Call);
        await Assert.ThrowsAsync<StorageException>(() => late);
        var fresh = NewInsert();
        var write = writer.CommitAsync(fresh, None);
        commit.Succeed();
        var next = await Database.NextAsync();
        next.Succeed();

        await write;
        Assert.Equal(fresh, Assert.Single(next.Changes));
    }

    [Fact]
    public async Task Past_its_capacity_callers_wait_for_a_place_and_no_longer_than_the_limit()
    {
        var writer = NewWriter(new BatchLimits { Lingers = [BatchLimits.Linger], Capacity = 2 });
        var (first, commit) = await BeginAsync(writer);
        var waiting = Enumerable.Range(0, 3).Select(_ => writer.CommitAsync(NewInsert(), None)).ToList();

        Time.Advance(StoreTimeout.Call);

        foreach (var write in waiting.Append(first))
        {
            await Assert.ThrowsAsync<StorageException>(() => write);
        }

        commit.Succeed();
        var next = writer.CommitAsync(NewInsert(), None);
        (await Database.NextAsync()).Succeed();
        await next;
    }

    [Fact]
    public async Task A_caller_that_leaves_takes_only_itself_away()
    {
        var writer = NewWriter();
        using var leaving = new CancellationTokenSource();
        var write = writer.CommitAsync(NewInsert(), leaving.Token);
        var commit = await Database.NextAsync();

        await leaving.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => write);
        Assert.False(commit.Answer.IsCompleted);
        commit.Succeed();
    }

    private static RowChange NewUpdate() => RowChange.Write(SampleJobs.Pending(), Guid.NewGuid().ToString());
}
