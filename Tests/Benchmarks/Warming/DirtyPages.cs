using OrleansAiJobs.Tests.Apps;

namespace OrleansAiJobs.Tests.Benchmarks.Warming;

/// <summary>What was written, by any process, and is not on the disk yet.</summary>
internal static class DirtyPages
{
    /// <summary>
    /// Writes them out. The kernel does so half a minute after a warm-up, all of it at once, which is when we measure; and whoever flushes meanwhile waits for that.
    /// </summary>
    public static Task WriteOutAsync() => Command.RunAsync(["sync"], Environment.CurrentDirectory, new Dictionary<string, string?>());
}
