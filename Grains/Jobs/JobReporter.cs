using Microsoft.Extensions.Logging;
using OrleansAiJobs.Grains.History;
using OrleansAiJobs.Grains.Interfaces.History;
using OrleansAiJobs.Grains.Interfaces.Jobs;
using OrleansAiJobs.Grains.Telemetry;

namespace OrleansAiJobs.Grains.Jobs;

/// <summary>
/// Tells the user's grain about one job, outside the job's path: one report under way at a time, the newest state replacing older ones,
/// repeated until acknowledged. Text and live members go along only while somebody watches.
/// </summary>
/// <param name="jobId">The job.</param>
/// <param name="tell">Takes a report to the user's grain.</param>
/// <param name="source">Where the news are.</param>
/// <param name="time">Measures the pace.</param>
/// <param name="logger">Of the job.</param>
internal sealed partial class JobReporter(
    Guid jobId, Func<JobReport, ValueTask<ReportAck>> tell, IReportSource source, TimeProvider time, ILogger logger)
{
    /// <summary>20 texts a second at most, and 2 changes of the live members.</summary>
    private static readonly TimeSpan TextPace = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan LivePace = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan RepeatDelay = TimeSpan.FromSeconds(1);

    private readonly TextDelta _delta = new();
    private TaskCompletionSource _wake = NewSignal();
    private Task _loop = Task.CompletedTask;
    private bool _changed;
    private bool _watched;
    private int _watchers;
    private bool _stopped;
    private bool _pacing;
    private ITimer? _timer;
    private JobLive? _toldLive;
    private long _toldTextAt;
    private long _toldLiveAt;

    /// <summary>The job has a new version, or is gone: to be told at once.</summary>
    public void Changed()
    {
        _changed = true;
        Wake();
    }

    /// <summary>The text has grown: to be told at the feed's pace, if anybody watches.</summary>
    public void Grew()
    {
        if (_watched && !_pacing)
        {
            Wake();
        }
    }

    /// <summary>Somebody has begun to watch.</summary>
    public void Watched()
    {
        _watched = true;
        _watchers++;
        Wake();
    }

    /// <summary>No report begins after this.</summary>
    public Task StopAsync()
    {
        _stopped = true;
        _wake.TrySetResult();
        return _loop;
    }

    private void Wake()
    {
        _wake.TrySetResult();
        if (_loop.IsCompleted && !_stopped)
        {
            _loop = TellAsync();
        }
    }

    private async Task TellAsync()
    {
        JobTrace.Leave();
        await TellAllAsync();
        _timer?.Dispose();
        _timer = null;
    }

    private async Task TellAllAsync()
    {
        while (!_stopped && (_changed || (_watched && source.Live() is not null)))
        {
            if (NextReport() is { } report)
            {
                await SendAsync(report);
            }
            else
            {
                await SleepAsync(LivePace);
            }

            await PaceAsync();
        }
    }

    private JobReport? NextReport()
    {
        if (_changed)
        {
            _changed = false;
            var item = source.Item();
            _toldLive = item?.Live;
            _toldLiveAt = time.GetTimestamp();
            return new JobReport(jobId, item is null, item, item is null ? null : NextText(item));
        }

        return _watched && source.Item() is { } job && !job.Status.IsTerminal() && NextLive(job) is { } live
            ? new JobReport(jobId, Removed: false, Job: null, live)
            : null;
    }

    private FeedLive? NextText(JobView job) =>
        _watched && _delta.Next(source.GrowingText()) is { } piece ? Frame(job) with { TextOffset = piece.Offset, Text = piece.Text } : null;

    private FeedLive? NextLive(JobView job)
    {
        var text = NextText(job);
        if (job.Live == _toldLive || time.GetElapsedTime(_toldLiveAt) < LivePace)
        {
            return text;
        }

        _toldLive = job.Live;
        _toldLiveAt = time.GetTimestamp();
        return (text ?? Frame(job)) with { Live = job.Live };
    }

    private static FeedLive Frame(JobView job) => new() { JobId = job.Id, Version = job.Version, Attempt = job.Attempt };

    private async Task SendAsync(JobReport report)
    {
        _toldTextAt = time.GetTimestamp();
        var watchers = _watchers;
        try
        {
            // Who began to watch while the answer was on its way is not in it.
            _watched = (await tell(report)).Watched || watchers != _watchers;
            if (!_watched)
            {
                _delta.Forget();
            }

            if (!_changed)
            {
                source.Told();
            }
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            // The user's grain may be on its way from one silo to another. The job does not care.
            LogRepeat(e, jobId);
            _changed |= report.Job is not null || report.Removed;
            _delta.Forget();
            await Task.Delay(RepeatDelay, time);
        }
    }

    /// <summary>Keeps texts apart; a change of the job cuts the wait short.</summary>
    private async Task PaceAsync()
    {
        _pacing = true;
        while (_watched && !_changed && !_stopped && TextPace - time.GetElapsedTime(_toldTextAt) is { Ticks: > 0 } rest)
        {
            await SleepAsync(rest);
        }

        _pacing = false;
    }

    /// <summary>Until somebody wakes it, or so long; a timer that was set for an earlier sleep may end it too soon, which costs one more look.</summary>
    private Task SleepAsync(TimeSpan most)
    {
        var wake = _wake = NewSignal();
        _timer ??= time.CreateTimer(static reporter => ((JobReporter)reporter!)._wake.TrySetResult(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        _timer.Change(most, Timeout.InfiniteTimeSpan);
        return wake.Task;
    }

    // Who wakes it on the activation runs it at once, and spares the feed a wait in line.
    private static TaskCompletionSource NewSignal() => new();

    [LoggerMessage(Level = LogLevel.Debug, Message = "A report of job {JobId} was not taken; repeating it.")]
    private partial void LogRepeat(Exception exception, Guid jobId);
}
