namespace OrleansAiJobs.Tests.Benchmarks.Yardsticks;

/// <summary>What others do the same work with.</summary>
internal enum Yardstick
{
    None,

    /// <summary>On Postgres, with the provider's SDK.</summary>
    Hangfire,

    /// <summary>On Redis and Node, with the provider's SDK.</summary>
    BullMq,

    /// <summary>The same without the SDK.</summary>
    BullMqByHttp,
}
