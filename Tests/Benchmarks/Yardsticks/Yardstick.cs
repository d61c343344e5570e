namespace OrleansAiJobs.Tests.Benchmarks.Yardsticks;

/// <summary>What others do the same work with.</summary>
internal enum Yardstick
{
    None,
    Hangfire,
}
