namespace OrleansAiJobs.Client;

/// <summary>How a client behaves.</summary>
public sealed class AiJobsClientOptions
{
    /// <summary>How long a call is repeated that the service cannot serve for the moment, from its beginning. Following has no such limit.</summary>
    public TimeSpan Patience { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>How many jobs of a history are asked for at once, 1 to 100.</summary>
    public int PageSize { get; set; } = 100;

    /// <summary>How long to wait before the first repetition, when the service does not say; doubled each time.</summary>
    public TimeSpan FirstPause { get; set; } = TimeSpan.FromMilliseconds(250);

    /// <summary>The longest pause, when the service does not say.</summary>
    public TimeSpan LongestPause { get; set; } = TimeSpan.FromSeconds(10);
}
