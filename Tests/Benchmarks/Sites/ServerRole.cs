namespace OrleansAiJobs.Tests.Benchmarks.Sites;

/// <summary>What a process is there for.</summary>
internal enum ServerRole
{
    Frontend,
    Silo,
    Store,
}
