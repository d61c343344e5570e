using Microsoft.Extensions.Logging;

namespace OrleansAiJobs.Grains.Jobs;

/// <summary>
/// Wakes a job for its next attempt: a grain timer that is on time, and a reminder that survives the silo. A reminder's first tick may come
/// a whole period late after a crash, so neither replaces the other. A reminder that cannot be registered never fails the retry: the sweeper
/// finds an overdue one.
/// </summary>
internal sealed partial class RetryAlarm(Grain grain, Guid jobId, TimeProvider time, Func<Task> due, ILogger logger)
{
    private const string ReminderName = "retry";

    /// <summary>The shortest period that reminders allow.</summary>
    private static readonly TimeSpan ReminderPeriod = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan ReminderTimeout = TimeSpan.FromSeconds(3);

    private IGrainTimer? _timer;
    private IGrainReminder? _reminder;

    public bool IsSet => _timer is not null;

    public async Task SetAsync(DateTimeOffset at)
    {
        var delay = at - time.GetUtcNow();
        delay = delay > TimeSpan.Zero ? delay : TimeSpan.Zero;
        _timer?.Dispose();
        _timer = grain.RegisterGrainTimer(
            RingAsync,
            new GrainTimerCreationOptions { DueTime = delay, Period = Timeout.InfiniteTimeSpan, KeepAlive = true });
        try
        {
            using var timeout = new CancellationTokenSource(ReminderTimeout, time);
            _reminder = await grain.RegisterOrUpdateReminder(ReminderName, delay + ReminderPeriod, ReminderPeriod, timeout.Token);
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            LogNoReminder(e, jobId);
        }
    }

    /// <summary>Stops the timer and removes the reminder that this activation has registered.</summary>
    public async Task ClearAsync()
    {
        _timer?.Dispose();
        _timer = null;
        if (_reminder is { } reminder)
        {
            _reminder = null;
            await UnregisterAsync(reminder);
        }
    }

    /// <summary>The same, also for a reminder that an earlier activation has left.</summary>
    public async Task ClearLeftoverAsync()
    {
        _reminder ??= await grain.GetReminder(ReminderName);
        await ClearAsync();
    }

    private Task RingAsync(CancellationToken cancellationToken)
    {
        // Its token is cancelled with it.
        _timer?.Dispose();
        _timer = null;
        return due();
    }

    private async Task UnregisterAsync(IGrainReminder reminder)
    {
        try
        {
            using var timeout = new CancellationTokenSource(ReminderTimeout, time);
            await grain.UnregisterReminder(reminder, timeout.Token);
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            // It will tick, find nothing due, and be removed then.
            LogReminderLeft(e, jobId);
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Job {JobId} could not register its retry reminder; its timer and the sweeper stand in.")]
    private partial void LogNoReminder(Exception exception, Guid jobId);

    [LoggerMessage(Level = LogLevel.Debug, Message = "Job {JobId} could not remove its retry reminder; its next tick will.")]
    private partial void LogReminderLeft(Exception exception, Guid jobId);
}
