namespace OrleansAiJobs.WebFrontend.Cluster;

/// <summary>Goes on trying until Redis and a silo are there, whatever is missing.</summary>
internal sealed partial class WaitForCluster(TimeProvider time, ILogger<WaitForCluster> logger) : IClientConnectionRetryFilter
{
    private static readonly TimeSpan RepeatDelay = TimeSpan.FromSeconds(1);

    public async Task<bool> ShouldRetryConnectionAttempt(Exception exception, CancellationToken cancellationToken)
    {
        LogWaiting(exception.Message);
        await Task.Delay(RepeatDelay, time, cancellationToken);
        return true;
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Waiting for Redis (ConnectionStrings:redis) and a silo: {Reason}")]
    private partial void LogWaiting(string reason);
}
