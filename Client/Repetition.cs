using System.Net;

namespace OrleansAiJobs.Client;

/// <summary>When and how often to ask again.</summary>
internal sealed class Repetition(AiJobsClientOptions options, TimeProvider time)
{
    private readonly long _startedAt = time.GetTimestamp();
    private TimeSpan _pause = options.FirstPause;

    /// <summary>Whether asking again may help: the network, a service that is away, a limit that passes.</summary>
    public static bool MayHelp(Exception exception) => exception switch
    {
        HttpRequestException or IOException => true,
        AiJobsException { Status: HttpStatusCode.ServiceUnavailable or HttpStatusCode.BadGateway or HttpStatusCode.GatewayTimeout } => true,
        AiJobsException { Status: HttpStatusCode.TooManyRequests, RetryAfter: not null } => true,
        _ => false,
    };

    /// <summary>Whether it may help and the patience lasts for as long as the service wants to be left alone.</summary>
    public bool IsWorthIt(Exception exception) =>
        MayHelp(exception) && time.GetElapsedTime(_startedAt) + PauseAfter(exception) < options.Patience;

    /// <summary>Waits as long as the service wants, or longer each time.</summary>
    public async Task WaitAsync(Exception? exception, CancellationToken cancellationToken)
    {
        await Task.Delay(PauseAfter(exception), time, cancellationToken);
        _pause = _pause * 2 < options.LongestPause ? _pause * 2 : options.LongestPause;
    }

    /// <summary>It went well meanwhile.</summary>
    public void Begin() => _pause = options.FirstPause;

    private TimeSpan PauseAfter(Exception? exception) => (exception as AiJobsException)?.RetryAfter is { } wanted && wanted > _pause ? wanted : _pause;
}
