using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using OrleansAiJobs.Grains.History;
using OrleansAiJobs.Grains.Interfaces.Jobs;
using OrleansAiJobs.Grains.Jobs;
using OrleansAiJobs.Tests.Unit.Jobs;

namespace OrleansAiJobs.Tests.Unit.History;

public sealed class UserWindowTests
{
    private const int Many = 1000;

    private static readonly DateTimeOffset Now = AJob.Start;
    private static readonly Guid User = Guid.NewGuid();
    private static readonly Guid Id = Guid.NewGuid();

    private readonly UserWindow _window = NewWindow();

    [Fact]
    public void A_job_that_tells_of_itself_while_rows_are_read_is_not_taken_for_gone()
    {
        _window.BeginReading();
        Tell(Id, JobStatus.Pending, version: 1);
        _window.Take([Id], [], mayStillCome: false, Now);

        Assert.Equal(JobStatus.Pending, _window.Find(Id)?.Status);
        Assert.Equal([Id], _window.Doubtful(silentSince: Now.AddSeconds(1), outlived: Now));
    }

    [Fact]
    public void What_a_job_tells_of_itself_while_rows_are_read_counts_more_than_its_row()
    {
        _window.BeginReading();
        Tell(Id, JobStatus.Completed, version: 3);
        _window.Take([Id], [View(Id, JobStatus.Processing, version: 2)], mayStillCome: false, Now);

        Assert.Equal(JobStatus.Completed, _window.Find(Id)?.Status);
        Assert.Empty(_window.Doubtful(silentSince: Now.AddSeconds(1), outlived: Now));
    }

    [Fact]
    public void A_job_whose_row_is_not_there_any_more_is_gone()
    {
        Tell(Id, JobStatus.Pending, version: 1);
        _window.BeginReading();
        _window.Take([Id], [], mayStillCome: false, Now);

        Assert.Null(_window.Find(Id));
    }

    [Fact]
    public void Reports_that_come_at_once_are_numbered_one_after_the_other()
    {
        Parallel.For(0, Many, _ => Tell(Guid.NewGuid(), JobStatus.Pending, version: 1));

        var all = _window.Follow(Guid.Empty, cursor: null, out var begins);
        Assert.False(begins);
        Assert.Equal(Enumerable.Range(1, Many).Select(number => (long)number), all.Changes.Select(change => change.Number));
        Assert.Equal(Many, _window.Unfinished.Length);
    }

    [Fact]
    public void Where_there_is_room_a_job_is_let_in_without_the_users_grain_and_counts_for_it()
    {
        Guid[] ids = [.. Enumerable.Range(0, 5).Select(_ => Guid.NewGuid())];
        Assert.True(AdmitAlone(ids[0]));
        Assert.True(AdmitAlone(ids[0]));
        Tell(ids[1], JobStatus.Pending, version: 1);
        Assert.True(AdmitAlone(ids[2]));
        Assert.False(AdmitAlone(ids[3]));
        Assert.False(_window.TryAdmit([ids[3]], version: 1, Now));
        Assert.True(AdmitAlone(ids[2]));

        Tell(ids[1], JobStatus.Completed, version: 2);
        Assert.True(AdmitAlone(ids[3]));
        Assert.False(AdmitAlone(ids[4]));
    }

    [Fact]
    public void However_many_ask_at_once_no_more_are_let_in_than_may_be_there()
    {
        var letIn = 0;
        Parallel.For(0, Many, _ => Interlocked.Add(ref letIn, AdmitAlone(Guid.NewGuid()) ? 1 : 0));

        Assert.Equal(3, letIn);
    }

    [Fact]
    public async Task A_window_that_is_closed_takes_nothing()
    {
        await _window.CloseAsync();

        Assert.Null(Tell(Id, JobStatus.Pending, version: 1));
        Assert.Null(_window.Find(Id));
    }

    [Fact]
    public void Only_where_the_users_grain_is_can_it_be_spared_a_call()
    {
        var open = new OpenWindows();
        var report = new JobReport(Id, Removed: false, View(Id, JobStatus.Pending, version: 1), Live: null);
        Assert.False(open.TryAdmit(User, Id, version: 1, Now));
        Assert.Null(open.Report(User, report, Now));

        open.Open(User, _window);
        open.Close(User, NewWindow());
        Assert.True(open.TryAdmit(User, Id, version: 1, Now));
        Assert.Equal(new ReportAck(Watched: false), open.Report(User, report, Now));
        Assert.NotNull(_window.Find(Id));

        open.Close(User, _window);
        Assert.False(open.TryAdmit(User, Id, version: 1, Now));
        Assert.Null(open.Report(User, report, Now));
    }

    private bool AdmitAlone(Guid job)
    {
        var open = new OpenWindows();
        open.Open(User, _window);
        return open.TryAdmit(User, job, version: 1, Now);
    }

    private static UserWindow NewWindow() => new(
        new FeedLog(Guid.NewGuid(), finishedKept: 10),
        new Admissions(3),
        new FeedFollowers(User, inbox => throw new InvalidOperationException($"Nobody follows, but {inbox} does."), new MetInboxes(), new FakeTimeProvider(Now), NullLogger.Instance));

    private static JobView View(Guid id, JobStatus status, int version) => JobViews.Item(
        AJob.Pending with { Id = id, Status = status, Version = version }, new JobLive { Progress = new JobProgress("Waiting…", 0) });

    private ReportAck? Tell(Guid id, JobStatus status, int version) =>
        _window.Report(new JobReport(id, Removed: false, View(id, status, version), Live: null), Now);
}
