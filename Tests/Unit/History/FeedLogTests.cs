using OrleansAiJobs.Grains.History;
using OrleansAiJobs.Grains.Interfaces.History;
using OrleansAiJobs.Grains.Interfaces.Jobs;
using OrleansAiJobs.Grains.Jobs;
using OrleansAiJobs.Tests.Unit.Jobs;

namespace OrleansAiJobs.Tests.Unit.History;

public sealed class FeedLogTests
{
    private const int Kept = 3;

    private readonly FeedLog _log = new(Guid.NewGuid(), Kept);

    [Fact]
    public void A_change_gets_the_next_number_and_an_old_or_equal_one_none()
    {
        Assert.Equal(1, _log.Apply(Job(1, version: 1))!.Number);
        Assert.Equal(2, _log.Apply(Job(1, version: 3))!.Number);
        Assert.Null(_log.Apply(Job(1, version: 3)));
        Assert.Null(_log.Apply(Job(1, version: 2)));
    }

    [Fact]
    public void A_reader_gets_each_job_once_in_the_order_of_its_newest_change()
    {
        _log.Apply(Job(1, version: 1));
        var cursor = _log.Cursor;
        _log.Apply(Job(2, version: 1));
        _log.Apply(Job(1, version: 2));
        _log.Apply(Job(2, version: 2));

        var missed = _log.Since(cursor);

        Assert.False(missed.Reset);
        Assert.Equal([(3, Id(1)), (4, Id(2))], missed.Changes.Select(change => ((int)change.Number, change.JobId)));
        Assert.Equal(_log.Cursor, missed.Cursor);
    }

    [Fact]
    public void A_first_reader_gets_the_unfinished_jobs()
    {
        _log.Apply(Job(1, version: 5, JobStatus.Completed));
        _log.Apply(Job(2, version: 2, JobStatus.Processing));
        _log.Apply(Job(3, version: 1));

        var missed = _log.Since(null);

        Assert.Equal([Id(2), Id(3)], missed.Changes.Select(change => change.JobId));
        Assert.Equal([new RunningAttempt(Id(2), AJob.Pending.Attempt)], missed.Running);
    }

    [Fact]
    public void A_removal_is_told_and_a_late_report_does_not_undo_it()
    {
        _log.Apply(Job(1, version: 5, JobStatus.Completed));
        var cursor = _log.Cursor;
        _log.Remove(Id(1));

        Assert.Null(_log.Apply(Job(1, version: 6)));
        Assert.Null(_log.Remove(Id(1)));
        Assert.Equal([(Id(1), null)], _log.Since(cursor).Changes.Select(change => (change.JobId, change.Job)));
        Assert.Empty(_log.Since(new FeedCursor(Guid.NewGuid(), 0)).Changes);
    }

    [Fact]
    public void A_cursor_of_another_generation_or_older_than_the_last_eviction_resets()
    {
        _log.Apply(Job(100, version: 1));
        var old = _log.Cursor;
        for (var n = 1; n <= Kept + 1; n++)
        {
            _log.Apply(Job(n, version: 3, JobStatus.Completed));
        }

        var evicted = _log.Since(old);
        var foreign = _log.Since(new FeedCursor(Guid.NewGuid(), 2));

        Assert.True(evicted.Reset);
        Assert.True(foreign.Reset);
        Assert.Equal([Id(100), Id(2), Id(3), Id(4)], foreign.Changes.Select(change => change.JobId));
        Assert.False(_log.Since(new FeedCursor(_log.Cursor.Generation, 2)).Reset);
    }

    [Fact]
    public void Whatever_a_reader_holds_it_ends_with_the_same_window()
    {
        var random = new Random(11);
        var versions = new Dictionary<int, int>();
        List<Dictionary<Guid, JobView>> readers = [[], [], []];
        var cursors = new FeedCursor?[readers.Count];
        for (var step = 0; step < 2000; step++)
        {
            Happen(random, versions);
            var who = random.Next(readers.Count);
            cursors[who] = Read(readers[who], cursors[who]);
        }

        foreach (var (reader, cursor) in readers.Zip(cursors))
        {
            Read(reader, cursor);
            var held = _log.Since(new FeedCursor(Guid.NewGuid(), 0)).Changes.ToDictionary(change => change.JobId, change => change.Job!.Version);
            Assert.Equal(held, reader.Where(job => held.ContainsKey(job.Key)).ToDictionary(job => job.Key, job => job.Value.Version));
        }
    }

    private void Happen(Random random, Dictionary<int, int> versions)
    {
        var n = random.Next(40);
        if (random.Next(20) == 0)
        {
            _log.Remove(Id(n));
        }
        else
        {
            var version = versions[n] = versions.GetValueOrDefault(n) + 1;
            _log.Apply(Job(n, version, random.Next(3) == 0 ? JobStatus.Completed : JobStatus.Processing));
        }
    }

    private FeedCursor Read(Dictionary<Guid, JobView> reader, FeedCursor? cursor)
    {
        var missed = _log.Since(cursor);
        if (missed.Reset)
        {
            reader.Clear();
        }

        foreach (var change in missed.Changes)
        {
            if (change.Job is null)
            {
                reader.Remove(change.JobId);
            }
            else
            {
                reader[change.JobId] = change.Job;
            }
        }

        return missed.Cursor;
    }

    private static Guid Id(int number) => new(number, 0, 0, new byte[8]);

    [Fact]
    public void A_new_job_with_the_id_of_a_removed_one_is_a_change_and_a_late_report_of_the_removed_one_is_none()
    {
        var before = Job(1, version: 3);
        _log.Apply(before);
        _log.Remove(Id(1));

        Assert.Null(_log.Apply(before with { Version = 4 }));
        Assert.NotNull(_log.Apply(before with { Version = 1, CreatedAt = before.CreatedAt.AddDays(1) }));
        Assert.NotNull(_log.Remove(Id(1)));
    }

    [Fact]
    public void What_ended_before_a_time_is_found()
    {
        _log.Apply(Job(1, version: 5, JobStatus.Completed) with { CompletedAt = DateTimeOffset.UnixEpoch });
        _log.Apply(Job(2, version: 5, JobStatus.Completed) with { CompletedAt = DateTimeOffset.UnixEpoch.AddSeconds(1) });
        _log.Apply(Job(3, version: 1));

        Assert.Equal([Id(1)], _log.FinishedBefore(DateTimeOffset.UnixEpoch.AddSeconds(1)));
    }

    private static JobView Job(int number, int version, JobStatus status = JobStatus.Pending) => JobViews.Item(
        AJob.Pending with { Id = Id(number), Version = version, Status = status },
        new JobLive { Progress = new JobProgress("Waiting…", 0) });
}
