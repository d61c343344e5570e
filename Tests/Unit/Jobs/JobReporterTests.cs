using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using OrleansAiJobs.Grains.History;
using OrleansAiJobs.Grains.Interfaces.Jobs;
using OrleansAiJobs.Grains.Jobs;

namespace OrleansAiJobs.Tests.Unit.Jobs;

public sealed class JobReporterTests : IReportSource
{
    private static readonly JobLive Members = new() { Progress = new JobProgress("Working…", 10) };

    private readonly FakeTimeProvider _time = new(AJob.Start);
    private readonly History _history = new();
    private readonly JobReporter _reporter;
    private AiJobState _job = AJob.In(JobStatus.Processing);
    private string? _text = "";
    private bool _told;

    public JobReporterTests() => _reporter = new JobReporter(_job.Id, _history.ReportAsync, this, _time, NullLogger.Instance);

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

    JobView? IReportSource.Item() => JobViews.Item(_job, Members);

    JobLive? IReportSource.Live() => Members;

    JobText? IReportSource.GrowingText() => _text is null ? null : new JobText(1, _text);

    void IReportSource.Told() => _told = true;

    /// <summary>The user's grain: keeps each report until the test acknowledges it.</summary>
    private sealed class History
    {
        private readonly System.Threading.Channels.Channel<(JobReport Report, TaskCompletionSource<ReportAck> Ack)> _reports =
            System.Threading.Channels.Channel.CreateUnbounded<(JobReport, TaskCompletionSource<ReportAck>)>();

        public int Count { get; private set; }

        public ValueTask<ReportAck> ReportAsync(JobReport report)
        {
            // Acknowledging runs the reporter on at once: nothing here is left to chance.
            var ack = new TaskCompletionSource<ReportAck>();
            Count++;
            _reports.Writer.TryWrite((report, ack));
            return new ValueTask<ReportAck>(ack.Task);
        }

        public async Task<(JobReport Report, TaskCompletionSource<ReportAck> Ack)> NextAsync() =>
            await _reports.Reader.ReadAsync().AsTask().WaitAsync(TimeSpan.FromSeconds(10), TimeProvider.System);
    }
}
