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
/// <param name="livePace">How often live members are told.</param>
/// <param name="scheduler">The activation's, on which all of this happens.</param>
/// <param name="time">Measures the pace.</param>
/// <param name="logger">Of the job.</param>
internal sealed partial class JobReporter(
    Guid jobId, Func<JobReport, ValueTask<ReportAck>> tell, IReportSource source, LivePace livePace, TaskScheduler scheduler, TimeProvider time, ILogger logger)
{
    /// <summary>20 texts a second at most.</summary>
    private static readonly TimeSpan TextPace = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan RepeatDelay = TimeSpan.FromSeconds(1);

    private readonly TextDelta _delta = new();
    private Task _telling = Task.CompletedTask;
    private bool _isTelling;
    private bool _changed;
    private bool _watched;
    private int _watchers;
    private bool _stopped;
    private bool _hasGrown;
    private ITimer? _timer;
    private JobLive? _toldLive;
    private long _toldAt;
    private long _toldLiveAt;

    private TimeSpan UntilNextText => TextPace - time.GetElapsedTime(_toldAt);

    private TimeSpan UntilNextLive => livePace.Interval - time.GetElapsedTime(_toldLiveAt);

    /// <summary>The job has a new version, or is gone: to be told at once.</summary>
    public void Changed()
    {
        _changed = true;
        TellAll();
    }

    /// <summary>The same, but to be told after a pause only, unless there is another by then or somebody begins to watch.</summary>
    public void Changed(TimeSpan pause)
    {
        if (pause <= TimeSpan.Zero)
        {
            Changed();
        }
        else if (!_stopped)
        {
            _changed = true;
            LookAgainIn(pause);
        }
    }

    /// <summary>The text has grown: to be told at the feed's pace, if anybody watches.</summary>
    public void Grew()
    {
        if (_hasGrown)
        {
            return;
        }

        _hasGrown = true;
        if (_watched)
        {
            TellAll();
        }
    }

    /// <summary>Somebody has begun to watch.</summary>
    public void Watched()
    {
        _watched = true;
        _watchers++;
        _hasGrown = true;
        TellAll();
    }

    /// <summary>No report begins after this.</summary>
    public Task StopAsync()
    {
        _stopped = true;
        _timer?.Dispose();
        return _telling;
    }

    private void TellAll()
    {
        using var absence = JobTrace.Leave();
        if (_stopped || _isTelling)
        {
            return;
        }

        if (NextReport() is { } report)
        {
            var telling = TellAsync(report);
            if (!telling.IsCompleted)
            {
                _telling = telling;
            }
        }
        else if (_watched && source.IsUnfinished)
        {
            LookAgainIn(_hasGrown ? UntilNextText : UntilNextLive > TimeSpan.Zero ? UntilNextLive : livePace.Interval);
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

        return _watched && UntilNextText <= TimeSpan.Zero && source.IsUnfinished && source.Item() is { } job && NextLive(job) is { } live
            ? new JobReport(jobId, Removed: false, Job: null, live)
            : null;
    }

    private FeedLive? NextText(JobView job)
    {
        if (!_watched)
        {
            return null;
        }

        _hasGrown = false;
        return _delta.Next(source.GrowingText()) is { } piece ? Frame(job) with { TextOffset = piece.Offset, Text = piece.Text } : null;
    }

    private FeedLive? NextLive(JobView job)
    {
        var text = NextText(job);
        if (job.Live == _toldLive || UntilNextLive > TimeSpan.Zero)
        {
            return text;
        }

        _toldLive = job.Live;
        _toldLiveAt = time.GetTimestamp();
        return (text ?? Frame(job)) with { Live = job.Live };
    }

    private static FeedLive Frame(JobView job) => new() { JobId = job.Id, Version = job.Version, Attempt = job.Attempt };

    /// <summary>Done within the call, as a rule: the user's grain is on the same silo.</summary>
    private async Task TellAsync(JobReport report)
    {
        _isTelling = true;
        _toldAt = time.GetTimestamp();
        var watchers = _watchers;
        try
        {
            Told(await tell(report), watchers);
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            // The user's grain may be on its way from one silo to another. The job does not care.
            LogRepeat(e, jobId);
            _changed |= report.Job is not null || report.Removed;
            _delta.Forget();
            await Task.Delay(RepeatDelay, time);
        }

        _isTelling = false;
        TellAll();
    }

    private void Told(ReportAck ack, int watchers)
    {
        // Who began to watch while the answer was on its way is not in it.
        _watched = ack.Watched || watchers != _watchers;
        if (!_watched)
        {
            _delta.Forget();
        }

        if (!_changed)
        {
            source.Told();
        }
    }

    /// <summary>An earlier wait is replaced.</summary>
    private void LookAgainIn(TimeSpan rest)
    {
        _timer ??= time.CreateTimer(static reporter => ((JobReporter)reporter!).Ring(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        _timer.Change(rest > TimeSpan.Zero ? rest : TimeSpan.Zero, Timeout.InfiniteTimeSpan);
    }

    private void Ring() => Task.Factory.StartNew(
        static reporter => ((JobReporter)reporter!).TellAll(), this, CancellationToken.None, TaskCreationOptions.DenyChildAttach, scheduler).Ignore();

    [LoggerMessage(Level = LogLevel.Debug, Message = "A report of job {JobId} was not taken; repeating it.")]
    private partial void LogRepeat(Exception exception, Guid jobId);
}
