namespace OrleansAiJobs.WebFrontend.Cluster;

/// <summary>
/// Logs when this frontend becomes ready and when it no longer is, with the reason: once each time, however often it is asked. The
/// framework's own line comes with every probe, and is off.
/// </summary>
internal sealed partial class ReadinessLog(TimeProvider time, ILogger<ReadinessLog> logger)
{
    private readonly Lock _lock = new();
    private bool? _isReady;
    private long _since;

    /// <summary>What a check has found.</summary>
    /// <param name="reason">Why it is not ready; null when it is.</param>
    public void Tell(Exception? reason)
    {
        lock (_lock)
        {
            var isReady = reason is null;
            if (_isReady == isReady)
            {
                return;
            }

            Log(reason, _isReady is null ? null : time.GetElapsedTime(_since));
            _isReady = isReady;
            _since = time.GetTimestamp();
        }
    }

    private void Log(Exception? reason, TimeSpan? after)
    {
        if (reason is null && after is { } duration)
        {
            LogReadyAgain(duration);
        }
        else if (reason is null)
        {
            LogReady();
        }
        else if (after is null)
        {
            // It has just been started: that the cluster is not there yet is nothing out of the ordinary.
            LogNotYetReady(reason.Message);
        }
        else
        {
            LogNoLongerReady(reason);
        }
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Ready.")]
    private partial void LogReady();

    [LoggerMessage(Level = LogLevel.Information, Message = "Ready, after {Duration} of not being so.")]
    private partial void LogReadyAgain(TimeSpan duration);

    [LoggerMessage(Level = LogLevel.Information, Message = "Not ready yet: {Reason}")]
    private partial void LogNotYetReady(string reason);

    [LoggerMessage(Level = LogLevel.Warning, Message = "No longer ready: the cluster or its store does not answer. /health/ready says 503 until it does.")]
    private partial void LogNoLongerReady(Exception reason);
}
