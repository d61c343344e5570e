namespace OrleansAiJobs.Tests.Benchmarks.Visits;

/// <summary>Takes an event of a feed.</summary>
/// <param name="type">Its name.</param>
/// <param name="data">Its JSON.</param>
/// <param name="readAt">The timestamp at which the socket had read it.</param>
internal delegate void FeedReading(string type, ReadOnlySpan<byte> data, long readAt);
