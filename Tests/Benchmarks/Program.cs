using System.CommandLine;
using OrleansAiJobs.Tests.Benchmarks.Commands;

var root = new RootCommand("Measures real processes of OrleansAiJobs over HTTP. Build it with -c Release, and let nothing else run meanwhile.")
{
    new ThroughputBenchmark(),
    new LatencyBenchmark(),
    new InflightBenchmark(),
    new CrashBenchmark(),
    new FeedsBenchmark(),
    new GrowthBenchmark(),
    new IdleBenchmark(),
};
// Ctrl+C stops what was started, which takes a while.
return await root.Parse(args).InvokeAsync(new InvocationConfiguration { ProcessTerminationTimeout = TimeSpan.FromMinutes(1) });
