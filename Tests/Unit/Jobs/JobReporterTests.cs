using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using OrleansAiJobs.Grains.History;
using OrleansAiJobs.Grains.Interfaces.Jobs;
using OrleansAiJobs.Grains.Jobs;
using OrleansAiJobs.Grains.Recovery;

namespace OrleansAiJobs.Tests.Unit.Jobs;

public sealed class JobReporterTests : IReportSource
{
    private JobLive _members = new() { Progress = new JobProgress("Working…", 10) };

    private readonly FakeTimeProvider _time = new(AJob.Start);
    private readonly History _history = new();
    private readonly HeldJobs _held = new();
    private readonly JobReporter _reporter;
    private AiJobState _job = AJob.In(JobStatus.Processing);
    private string? _text = "";
    private bool _told;

    public JobReporterTests() => _reporter = new JobReporter(_job.Id, _history.ReportAsync, this, new LivePace(_held, processors: 1), new AtOnce(), _time, NullLogger.Instance);

    [Fact]
    public async Task A_change_is_told_at_once_and_repeated_until_it_is_taken()
    {
        _reporter.Changed();
        var first = await _history.NextAsync();
        first.Ack.SetException(new TimeoutException());
        _time.Advance(TimeSpan.FromSeconds(1));
        var second = await _history.NextAsync();

        Assert.Equal(first.Report.Job, second.Report.Job);
        Assert.False(_told);
        second.Ack.SetResult(new ReportAck(Watched: false));
        Assert.True(_told);
    }

    [Fact]
    public async Task While_a_report_is_under_way_the_newest_state_replaces_older_ones()
    {
        _reporter.Changed();
        var first = await _history.NextAsync();
        _job = _job with { Version = 3 };
        _reporter.Changed();
        _job = _job with { Version = 4 };
        _reporter.Changed();
        first.Ack.SetResult(new ReportAck(Watched: false));
        var second = await _history.NextAsync();

        Assert.Equal(4, second.Report.Job?.Version);
        second.Ack.SetResult(new ReportAck(Watched: false));
        Assert.True(_told);
    }

    [Fact]
    public void Where_the_users_grain_is_at_hand_a_change_is_told_within_the_call()
    {
        _history.Answer = new ReportAck(Watched: false);
        _reporter.Changed();

        Assert.True(_told);
    }

    [Fact]
    public async Task A_change_that_can_wait_is_told_after_its_pause()
    {
        _reporter.Changed(TimeSpan.FromMilliseconds(50));
        _time.Advance(TimeSpan.FromMilliseconds(49));
        Assert.Equal(0, _history.Count);
        _time.Advance(TimeSpan.FromMilliseconds(1));

        Assert.Equal(_job.Version, (await _history.NextAsync()).Report.Job?.Version);
    }

    [Fact]
    public async Task A_change_that_can_wait_is_told_with_the_next_and_not_again()
    {
        _history.Answer = new ReportAck(Watched: false);
        _reporter.Changed(TimeSpan.FromMilliseconds(50));
        _job = AJob.In(JobStatus.Completed);
        _reporter.Changed();
        Assert.Equal(JobStatus.Completed, (await _history.NextAsync()).Report.Job?.Status);
        Assert.True(_told);
        _time.Advance(TimeSpan.FromMilliseconds(50));

        Assert.Equal(1, _history.Count);
    }

    [Fact]
    public async Task Whoever_begins_to_watch_is_told_at_once_what_could_wait()
    {
        _reporter.Changed(TimeSpan.FromMilliseconds(50));
        _reporter.Watched();

        Assert.Equal(_job.Version, (await _history.NextAsync()).Report.Job?.Version);
    }

    [Fact]
    public async Task Whoever_cannot_even_be_called_is_told_again()
    {
        _history.Throws = true;
        _reporter.Changed();
        await _history.NextAsync();
        Assert.False(_told);

        _history.Throws = false;
        _history.Answer = new ReportAck(Watched: false);
        _time.Advance(TimeSpan.FromSeconds(1));

        Assert.Equal(_job.Id, (await _history.NextAsync()).Report.Job?.Id);
        Assert.True(_told);
    }

    [Fact]
    public async Task Nothing_is_told_after_the_stop()
    {
        _history.Answer = new ReportAck(Watched: true);
        _reporter.Changed();
        _text = "One";
        await _reporter.StopAsync();
        _reporter.Changed();
        _reporter.Changed(TimeSpan.FromMilliseconds(50));
        _time.Advance(TimeSpan.FromMinutes(1));

        Assert.Equal(1, _history.Count);
    }

    [Fact]
    public async Task Who_watches_is_told_of_live_members_every_half_second_also_while_the_text_stands_still()
    {
        _history.Answer = new ReportAck(Watched: true);
        _reporter.Changed();
        await _history.NextAsync();
        _members = _members with { EstimatedSecondsRemaining = 3 };
        _time.Advance(TimeSpan.FromMilliseconds(499));
        Assert.Equal(1, _history.Count);
        _time.Advance(TimeSpan.FromMilliseconds(1));

        Assert.Equal(3, (await _history.NextAsync()).Report.Live?.Live?.EstimatedSecondsRemaining);
    }

    [Fact]
    public async Task Amid_very_many_jobs_live_members_are_told_more_seldom_but_changes_and_text_as_ever()
    {
        _history.Answer = new ReportAck(Watched: true);
        for (var i = 0; i < 5000; i++)
        {
            _held.Add(Guid.NewGuid(), this);
        }

        _reporter.Changed();
        await _history.NextAsync();
        _members = _members with { EstimatedSecondsRemaining = 3 };
        _time.Advance(TimeSpan.FromMilliseconds(50));
        _text = "One";
        _reporter.Grew();
        var text = await _history.NextAsync();
        _job = _job with { Version = 3 };
        _reporter.Changed();
        var change = await _history.NextAsync();
        _members = _members with { EstimatedSecondsRemaining = 2 };
        _time.Advance(TimeSpan.FromMilliseconds(4999));
        Assert.Equal(3, _history.Count);
        _time.Advance(TimeSpan.FromMilliseconds(1));

        Assert.Equal("One", text.Report.Live?.Text);
        Assert.Null(text.Report.Live?.Live);
        Assert.Equal(3, change.Report.Job?.Version);
        Assert.Equal(2, (await _history.NextAsync()).Report.Live?.Live?.EstimatedSecondsRemaining);
    }

    [Fact]
    public async Task Nobody_is_sent_text_that_nobody_watches()
    {
        _reporter.Changed();
        (await _history.NextAsync()).Ack.SetResult(new ReportAck(Watched: false));
        _text = "One";
        _reporter.Grew();
        _time.Advance(TimeSpan.FromMinutes(1));

        Assert.Equal(1, _history.Count);
    }

    [Fact]
    public async Task Somebody_who_begins_to_watch_while_a_report_is_under_way_is_not_overlooked()
    {
        _text = "One";
        _reporter.Changed();
        var report = await _history.NextAsync();
        _reporter.Watched();
        report.Ack.SetResult(new ReportAck(Watched: false));
        _time.Advance(TimeSpan.FromMilliseconds(50));

        Assert.Equal("One", (await _history.NextAsync()).Report.Live?.Text);
    }

    [Fact]
    public async Task Text_that_grew_before_anybody_watched_is_told_at_the_texts_pace_even_if_it_grows_no_more()
    {
        _reporter.Changed();
        (await _history.NextAsync()).Ack.SetResult(new ReportAck(Watched: false));
        _text = "One";
        _reporter.Grew();
        _reporter.Changed();
        (await _history.NextAsync()).Ack.SetResult(new ReportAck(Watched: true));
        _time.Advance(TimeSpan.FromMilliseconds(50));

        Assert.Equal("One", (await _history.NextAsync()).Report.Live?.Text);
    }

    [Fact]
    public async Task Text_is_told_at_most_every_50_ms_and_only_what_was_added()
    {
        _reporter.Changed();
        (await _history.NextAsync()).Ack.SetResult(new ReportAck(Watched: true));
        _text = "One";
        _reporter.Grew();
        Assert.Equal(1, _history.Count);
        _time.Advance(TimeSpan.FromMilliseconds(50));
        var first = await _history.NextAsync();
        _text = "One two";
        _reporter.Grew();
        first.Ack.SetResult(new ReportAck(Watched: true));
        Assert.Equal(2, _history.Count);
        _time.Advance(TimeSpan.FromMilliseconds(50));
        var second = await _history.NextAsync();

        Assert.Equal((0, "One"), (first.Report.Live!.TextOffset, first.Report.Live.Text));
        Assert.Equal((3, " two"), (second.Report.Live!.TextOffset, second.Report.Live.Text));
    }

    [Fact]
    public async Task What_an_answer_ends_with_is_left_to_the_result_which_follows_at_once()
    {
        _reporter.Changed();
        (await _history.NextAsync()).Ack.SetResult(new ReportAck(Watched: true));
        _time.Advance(TimeSpan.FromMilliseconds(50));
        _text = null;
        _reporter.Grew();
        Assert.Equal(1, _history.Count);
        _job = AJob.In(JobStatus.Completed);
        _reporter.Changed();

        Assert.Equal(JobStatus.Completed, (await _history.NextAsync()).Report.Job?.Status);
    }

    JobView? IReportSource.Item() => JobViews.Item(_job, _members);

    bool IReportSource.IsUnfinished => !_job.Status.IsTerminal();

    JobText? IReportSource.GrowingText() => _text is null ? null : new JobText(1, _text);

    void IReportSource.Told() => _told = true;

    /// <summary>Stands for the activation's: what a timer brings is done before the clock's advance returns.</summary>
    private sealed class AtOnce : TaskScheduler
    {
        protected override void QueueTask(Task task) => TryExecuteTask(task);

        protected override bool TryExecuteTaskInline(Task task, bool taskWasPreviouslyQueued) => false;

        protected override IEnumerable<Task> GetScheduledTasks() => [];
    }

    /// <summary>The user's grain: keeps each report until the test acknowledges it.</summary>
    private sealed class History
    {
        private readonly System.Threading.Channels.Channel<(JobReport Report, TaskCompletionSource<ReportAck> Ack)> _reports =
            System.Threading.Channels.Channel.CreateUnbounded<(JobReport, TaskCompletionSource<ReportAck>)>();

        public int Count { get; private set; }

        /// <summary>Given at once, when it is there.</summary>
        public ReportAck? Answer { get; set; }

        /// <summary>Instead of an answer.</summary>
        public bool Throws { get; set; }

        public ValueTask<ReportAck> ReportAsync(JobReport report)
        {
            // Acknowledging runs the reporter on at once: nothing here is left to chance.
            var ack = new TaskCompletionSource<ReportAck>();
            Count++;
            _reports.Writer.TryWrite((report, ack));
            return Throws ? throw new InvalidOperationException("There is nobody.")
                : Answer is { } answer ? ValueTask.FromResult(answer)
                : new ValueTask<ReportAck>(ack.Task);
        }

        public async Task<(JobReport Report, TaskCompletionSource<ReportAck> Ack)> NextAsync() =>
            await _reports.Reader.ReadAsync().AsTask().WaitAsync(TimeSpan.FromSeconds(10), TimeProvider.System);
    }
}
