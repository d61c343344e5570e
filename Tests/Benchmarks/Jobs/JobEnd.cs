namespace OrleansAiJobs.Tests.Benchmarks.Jobs;

/// <summary>How a job has ended.</summary>
internal enum JobEnd
{
    NotYet,
    Completed,
    Otherwise,
}
