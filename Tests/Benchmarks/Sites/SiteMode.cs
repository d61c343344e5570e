namespace OrleansAiJobs.Tests.Benchmarks.Sites;

/// <summary>How the processes are arranged.</summary>
internal enum SiteMode
{
    /// <summary>One frontend with everything in it, and a SQLite file.</summary>
    Embedded,

    /// <summary>Silos, frontends, Redis and Postgres.</summary>
    Cluster,
}
