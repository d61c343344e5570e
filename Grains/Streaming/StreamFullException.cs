namespace OrleansAiJobs.Grains.Streaming;

/// <summary>A queue holds as much as it may: its consumers do not keep up.</summary>
internal sealed class StreamFullException(string message) : Exception(message);
