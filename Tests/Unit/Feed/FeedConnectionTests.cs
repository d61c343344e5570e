using OrleansAiJobs.Grains.Interfaces.History;
using OrleansAiJobs.Grains.Interfaces.Jobs;
using OrleansAiJobs.Grains.Jobs;
using OrleansAiJobs.Tests.Unit.Jobs;
using OrleansAiJobs.WebFrontend.Feed;

namespace OrleansAiJobs.Tests.Unit.Feed;

public sealed class FeedConnectionTests
{
    private static readonly Guid Generation = new("aaaaaaaa-0000-0000-0000-000000000000");

    private readonly LiveTexts _texts = new();
    private readonly FeedConnection _connection;

    public FeedConnectionTests() => _connection = new FeedConnection(_texts, new Lock(), only: null);

    [Fact]
    public void Nothing_is_sent_before_the_feed_is_open()
    {
        _connection.Changed(Change(3, Id(1), 1));

        Assert.Empty(_connection.Take());
    }

    [Fact]
    public void It_opens_with_what_was_missed_then_ready_then_what_came_meanwhile()
    {
        _connection.Changed(Change(5, Id(1), 2));
        _connection.Changed(Change(6, Id(2), 1));

        _connection.TryBegin(CatchUp(5, Change(4, Id(3), 1), Change(5, Id(1), 2)));

        Assert.Equal(["job 3v1 -4", "job 1v2 -5", "ready -5", "job 2v1 -6"], Words(_connection.Take()));
        Assert.Empty(_connection.Take());
    }

    [Fact]
    public void What_the_opening_covered_is_not_sent_again()
    {
        _connection.TryBegin(CatchUp(5));
        _connection.Take();

        _connection.Changed(Change(4, Id(1), 1));
        _connection.Changed(Change(6, Id(1), 2));

        Assert.Equal(["job 1v2 -6"], Words(_connection.Take()));
    }

    [Fact]
    public void A_slow_client_gets_only_the_newest_change_of_each_job_in_the_order_of_the_numbers()
    {
        _connection.TryBegin(CatchUp(0));
        _connection.Take();

        _connection.Changed(Change(1, Id(1), 1));
        _connection.Changed(Change(2, Id(2), 1));
        _connection.Changed(Change(3, Id(1), 2));
        _connection.Changed(new FeedChange(4, Id(3), null));

        Assert.Equal(["job 2v1 -2", "job 1v2 -3", "deleted 3 -4"], Words(_connection.Take()));
    }

    [Fact]
    public void A_text_comes_as_pieces_that_join_without_a_gap()
    {
        _connection.TryBegin(CatchUp(1, [Id(1)], Change(1, Id(1), 2, JobStatus.Processing)));
        Grow(1, 1, 0, "One");
        var opening = _connection.Take();
        Grow(1, 1, 3, "\nTwo");
        Grow(1, 1, 7, "\nThree");
        var later = _connection.Take();
        Grow(1, 1, 4, "Zwei");
        var replaced = _connection.Take();

        Assert.Equal(["job 1v2 -1", "delta 1#1@0 One", "ready -1"], Words(opening));
        Assert.Equal(["delta 1#1@3 \nTwo\nThree"], Words(later));
        Assert.Equal(["delta 1#1@4 Zwei"], Words(replaced));
    }

    [Fact]
    public void A_text_that_came_before_its_job_began_is_told_when_it_has()
    {
        Grow(1, 1, 0, "One");
        _connection.TryBegin(CatchUp(1, Change(1, Id(1), 1)));
        var opening = _connection.Take();

        _connection.Changed(Change(2, Id(1), 2, JobStatus.Processing));

        Assert.Equal(["job 1v1 -1", "ready -1"], Words(opening));
        Assert.Equal(["job 1v2 -2", "delta 1#1@0 One"], Words(_connection.Take()));
    }

    [Fact]
    public void A_text_is_told_after_the_change_that_it_belongs_to()
    {
        Grow(1, 1, 0, "One");
        _connection.Changed(Change(2, Id(1), 2, JobStatus.Processing));

        _connection.TryBegin(CatchUp(1, Change(1, Id(1), 1)));

        Assert.Equal(["ready -1", "job 1v2 -2", "delta 1#1@0 One"], Words(_connection.Take()));
    }

    [Fact]
    public void A_new_attempt_begins_at_offset_0()
    {
        _connection.TryBegin(CatchUp(0));
        Grow(1, 1, 0, "One");
        _connection.Take();

        Grow(1, 2, 0, "New");

        Assert.Equal(["delta 1#2@0 New"], Words(_connection.Take()));
    }

    [Fact]
    public void A_reset_drops_what_was_waiting_and_sends_the_window()
    {
        _connection.TryBegin(CatchUp(9));
        _connection.Take();
        _connection.Changed(Change(10, Id(1), 7));

        _connection.BeginAnew(CatchUp(2, Change(1, Id(1), 8), Change(2, Id(2), 3)) with { Reset = true });

        Assert.Equal(["reset", "job 1v8 -1", "job 2v3 -2", "ready -2"], Words(_connection.Take()));
    }

    [Fact]
    public void A_client_whose_cursor_is_too_old_gets_what_came_meanwhile_after_the_window()
    {
        _connection.Changed(Change(10, Id(1), 7));

        _connection.TryBegin(CatchUp(9, Change(9, Id(1), 6)) with { Reset = true });

        Assert.Equal(["reset", "ready -9", "job 1v7 -10"], Words(_connection.Take()));
    }

    [Fact]
    public async Task A_feed_that_begins_anew_without_the_one_job_of_a_client_lets_it_go()
    {
        var connection = new FeedConnection(_texts, new Lock(), Id(1));
        connection.TryBegin(CatchUp(7, Change(7, Id(1), 2)), version: 2);

        connection.BeginAnew(CatchUp(2, Change(1, Id(2), 8)) with { Reset = true });

        Assert.False(await connection.WaitAsync());
    }

    [Fact]
    public void Progress_is_sent_as_the_newest_of_each_job()
    {
        _connection.TryBegin(CatchUp(0));
        _connection.Take();

        _connection.ProgressChanged(Progress(10));
        _connection.ProgressChanged(Progress(20));

        Assert.Equal(20, Assert.IsType<FeedFrame.Progress>(Assert.Single(_connection.Take())).Live.Live!.Progress.Percent);
    }

    [Fact]
    public void Nothing_follows_the_terminal_event_and_no_progress_of_an_earlier_state_follows_a_later_one()
    {
        _connection.TryBegin(CatchUp(0));
        _connection.Take();

        _connection.ProgressChanged(Progress(90));
        _connection.Changed(Change(1, Id(1), 5, JobStatus.Completed));
        var completed = _connection.Take();
        _connection.ProgressChanged(Progress(90));
        _connection.Changed(Change(2, Id(1), 9, JobStatus.Processing));
        var retried = _connection.Take();

        Assert.Equal(["job 1v5 -1"], Words(completed));
        Assert.Equal(["job 1v9 -2"], Words(retried));
    }

    [Fact]
    public void A_ping_is_sent_only_when_there_is_nothing_else()
    {
        _connection.TryBegin(CatchUp(0));
        _connection.Take();

        _connection.Ping();
        Assert.IsType<FeedFrame.Ping>(Assert.Single(_connection.Take()));
        _connection.Ping();
        _connection.Changed(Change(1, Id(1), 1));
        Assert.Equal(["job 1v1 -1"], Words(_connection.Take()));
    }

    [Fact]
    public void The_feed_of_one_job_counts_by_version_and_ends_with_the_terminal_one()
    {
        var connection = new FeedConnection(_texts, new Lock(), Id(1));
        connection.TryBegin(CatchUp(7, Change(7, Id(1), 2, JobStatus.Processing)), version: 2);
        var opening = connection.Take();
        connection.Changed(Change(8, Id(2), 9));
        connection.Changed(Change(9, Id(1), 3, JobStatus.Completed));
        var end = connection.Take();

        Assert.Equal(["ready v2"], Words(opening));
        Assert.Equal(["job 1v3 v3"], Words(end));
        Assert.True(connection.Ended);
    }

    private static Guid Id(int number) => new(number, 0, 0, new byte[8]);

    private static FeedChange Change(long number, Guid jobId, int version, JobStatus status = JobStatus.Pending) => new(
        number,
        jobId,
        JobViews.Item(
            AJob.Pending with { Id = jobId, Version = version, Status = status },
            new JobLive { Progress = new JobProgress("Waiting…", 0) }));

    private static FeedCatchUp CatchUp(long number, params FeedChange[] changes) => CatchUp(number, [], changes);

    private static FeedCatchUp CatchUp(long number, Guid[] running, params FeedChange[] changes) =>
        new(new FeedCursor(Generation, number), Reset: false, changes, [.. running.Select(id => new RunningAttempt(id, 1))]);

    private static FeedLive Progress(int percent) => new()
    {
        JobId = Id(1),
        Version = 2,
        Attempt = 1,
        Live = new JobLive { Progress = new JobProgress("Working…", percent) },
    };

    private static string[] Words(IReadOnlyList<FeedFrame> frames) => [.. frames.Select(Words)];

    private static string Words(FeedFrame frame)
    {
        var words = frame switch
        {
            FeedFrame.Job job => $"job {Number(job.View.Id)}v{job.View.Version}",
            FeedFrame.Deleted deleted => $"deleted {Number(deleted.JobId)}",
            FeedFrame.Delta delta => $"delta {Number(delta.JobId)}#{delta.Attempt}@{delta.Offset} {delta.Text}",
            FeedFrame.Ready => "ready",
            FeedFrame.Reset => "reset",
            _ => frame.ToString(),
        };
        return frame.Id is null ? words : $"{words} {frame.Id.Replace(Generation.ToString("N"), "", StringComparison.Ordinal)}";
    }

    private static int Number(Guid id) => BitConverter.ToInt32(id.ToByteArray());

    private void Grow(int job, int attempt, int offset, string text)
    {
        Assert.True(_texts.TryApply(new FeedLive { JobId = Id(job), Version = 2, Attempt = attempt, TextOffset = offset, Text = text }));
        _connection.TextChanged(Id(job), attempt, offset);
    }
}
