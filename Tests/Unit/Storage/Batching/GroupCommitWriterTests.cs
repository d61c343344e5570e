using Orleans.Storage;
using OrleansAiJobs.Grains.Storage;
using OrleansAiJobs.Grains.Storage.Batching;
using OrleansAiJobs.Grains.Storage.Rows;

namespace OrleansAiJobs.Tests.Unit.Storage.Batching;

/// <summary>How changes become batches.</summary>
public sealed class GroupCommitWriterTests : GroupCommitTest
{
    [Fact]
    public async Task A_change_that_comes_alone_is_sent_at_once_and_returns_when_committed()
    {
        var writer = NewWriter();

        var write = writer.CommitAsync(NewInsert(), None);
        var commit = await Database.NextAsync();

        Assert.Single(commit.Changes);
        Assert.False(write.IsCompleted);
        commit.Succeed();
        await write;
    }

    [Fact]
    public async Task What_waits_meanwhile_goes_together_sorted_by_id()
    {
        var writer = NewWriter();
        var (first, commit) = await BeginAsync(writer);
        RowChange[] changes = [.. Enumerable.Range(0, 50).Select(_ => NewInsert())];

        var writes = changes.Select(change => writer.CommitAsync(change, None)).ToList();
        commit.Succeed();
        var second = await Database.NextAsync();
        second.Succeed();

        await Task.WhenAll([first, .. writes]);
        Assert.Equal(changes.Select(change => change.Id).Order(), second.Ids);
    }

    [Fact]
    public async Task A_busy_loop_gathers_for_a_moment_and_one_that_is_not_sends_at_once()
    {
        var limits = new BatchLimits { Lingers = [BatchLimits.Linger], BusyRows = 3 };
        var writer = NewWriter(limits);
        var (first, commit) = await BeginAsync(writer);
        var three = Enumerable.Range(0, 3).Select(_ => writer.CommitAsync(NewInsert(), None)).ToArray();
        commit.Succeed();
        // The first batch was no busy one.
        (await Database.NextAsync()).Succeed();
        await Task.WhenAll([first, .. three]);

        await Time.WaitForTimerAsync(due => due == BatchLimits.Linger);
        var early = writer.CommitAsync(NewInsert(), None);
        var late = writer.CommitAsync(NewInsert(), None);
        var next = Database.NextAsync();
        Assert.False(next.IsCompleted);
        Time.Advance(BatchLimits.Linger);
        var both = await next;
        Assert.Equal(2, both.Changes.Count);
        both.Succeed();
        await Task.WhenAll(early, late);

        var alone = writer.CommitAsync(NewInsert(), None);
        (await Database.NextAsync()).Succeed();
        await alone;
    }

    [Fact]
    public async Task Each_busy_loop_gathers_for_a_time_of_its_own()
    {
        var (ofInserts, ofOthers) = (TimeSpan.FromMilliseconds(1), TimeSpan.FromMilliseconds(16));
        var writer = NewWriter(new BatchLimits { Lingers = [ofInserts, ofOthers], BusyRows = 1 });

        var insert = writer.CommitAsync(NewInsert(), None);
        (await Database.NextAsync()).Succeed();
        await insert;
        await Time.WaitForTimerAsync(due => due == ofInserts);
        var other = writer.CommitAsync(NewOther(1), None);
        (await Database.NextAsync()).Succeed();
        await other;
        await Time.WaitForTimerAsync(due => due == ofOthers);
    }

    [Fact]
    public async Task Who_closes_the_writer_does_not_wait_for_a_busy_loop_to_gather()
    {
        var limits = new BatchLimits { Lingers = [BatchLimits.Linger], BusyRows = 1 };
        var writer = NewWriter(limits);
        var (first, commit) = await BeginAsync(writer);
        commit.Succeed();
        await first;
        await Time.WaitForTimerAsync(due => due == BatchLimits.Linger);
        var last = writer.CommitAsync(NewInsert(), None);

        var closed = writer.DisposeAsync();
        (await Database.NextAsync()).Succeed();
        await last;
        await closed;
    }

    [Fact]
    public async Task Changes_of_one_row_go_in_order_each_in_a_batch_of_its_own()
    {
        var writer = NewWriter();
        var (first, commit) = await BeginAsync(writer);
        var job = SampleJobs.Pending();
        RowChange[] changes = [.. Enumerable.Range(1, 3).Select(version => RowChange.Insert(job with { Version = version }))];
        var other = NewInsert();

        List<Task> writes = [first, .. changes.Select(change => writer.CommitAsync(change, None)), writer.CommitAsync(other, None)];
        commit.Succeed();
        var batches = new List<IReadOnlyList<RowChange>>();
        for (var i = 0; i < changes.Length; i++)
        {
            var next = await Database.NextAsync();
            batches.Add(next.Changes);
            next.Succeed();
        }

        await Task.WhenAll(writes);
        Assert.Equal(changes, batches.Select(batch => batch.Single(change => change.Id == job.Id)));
        Assert.Contains(other, batches[0]);
    }

    [Fact]
    public async Task Inserts_go_through_one_loop_and_whatever_else_through_another()
    {
        var writer = NewWriter(new BatchLimits { Lingers = [TimeSpan.Zero, TimeSpan.Zero] });
        var job = SampleJobs.Pending();
        var first = writer.CommitAsync(RowChange.Insert(job), None);
        var second = writer.CommitAsync(RowChange.Insert(job with { Version = 2 }), None);
        var others = Enumerable.Range(0, 40).Select(number => writer.CommitAsync(NewOther(number), None)).ToList();

        // While the row's first batch is open, others pass, but not its second.
        ScriptedDatabase.Commit? open = null;
        var passed = 0;
        while (open is null || passed < 5)
        {
            var commit = await Database.NextAsync();
            if (commit.Ids.Contains(job.Id))
            {
                Assert.Null(open);
                open = commit;
            }
            else
            {
                passed += commit.Changes.Count;
                commit.Succeed();
            }
        }

        Assert.False(second.IsCompleted);
        open.Succeed();
        await AnswerAllAsync([first, second, .. others]);
    }

    [Fact]
    public async Task A_batch_keeps_to_the_limits_of_rows_and_text()
    {
        var writer = NewWriter(new BatchLimits { Lingers = [BatchLimits.Linger], MaxRows = 3, MaxTextLength = 2_000 });
        var (first, commit) = await BeginAsync(writer);

        List<Task> writes =
        [
            first,
            .. Enumerable.Range(0, 7).Select(_ => writer.CommitAsync(NewInsert(), None)),
            .. Enumerable.Range(0, 2).Select(_ => writer.CommitAsync(NewInsert(new string('x', 1_500)), None)),
            writer.CommitAsync(NewInsert(new string('x', 9_000)), None),
        ];
        commit.Succeed();
        var sizes = await AnswerAllAsync(writes);

        Assert.Equal([3, 3, 2, 1, 1], sizes);
    }

    [Fact]
    public async Task Conflicting_and_refused_rows_fail_alone()
    {
        var writer = NewWriter();
        var (first, commit) = await BeginAsync(writer);
        RowChange[] changes = [.. Enumerable.Range(0, 3).Select(_ => NewInsert()).OrderBy(change => change.Id)];
        var reason = new InvalidOperationException("Not that one.");

        var writes = changes.Select(change => writer.CommitAsync(change, None)).ToList();
        commit.Succeed();
        (await Database.NextAsync()).Answers(RowResult.Conflict(Guid.NewGuid()), RowResult.Refused(reason), RowResult.Committed);

        await first;
        await Assert.ThrowsAsync<InconsistentStateException>(() => writes[0]);
        Assert.Same(reason, (await Assert.ThrowsAsync<StorageException>(() => writes[1])).InnerException);
        await writes[2];
    }

    [Fact]
    public async Task Disposing_finishes_what_waits_and_takes_no_more()
    {
        var writer = NewWriter();
        var (first, commit) = await BeginAsync(writer);
        var second = writer.CommitAsync(NewInsert(), None);

        var disposal = writer.DisposeAsync().AsTask();
        await Assert.ThrowsAsync<StorageException>(() => writer.CommitAsync(NewInsert(), None));
        Assert.False(disposal.IsCompleted);
        commit.Succeed();
        (await Database.NextAsync()).Succeed();

        await Task.WhenAll(first, second, disposal);
    }

    private static RowChange NewOther(int number)
    {
        var eTag = Guid.NewGuid().ToString();
        return number % 2 == 0 ? RowChange.Write(SampleJobs.Pending(), eTag) : RowChange.Delete(Guid.NewGuid(), eTag);
    }
}
