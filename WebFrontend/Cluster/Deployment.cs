namespace OrleansAiJobs.WebFrontend.Cluster;

/// <summary>Which of the two ways to run this process takes.</summary>
internal static class Deployment
{
    /// <summary>True with no connection strings: the silo is in this process. False with both: it is a client of a cluster.</summary>
    /// <exception cref="InvalidOperationException">Only one of them is set.</exception>
    public static bool IsEmbedded(IConfiguration configuration)
    {
        var redis = !string.IsNullOrEmpty(configuration.GetConnectionString("redis"));
        var postgres = !string.IsNullOrEmpty(configuration.GetConnectionString("postgres"));
        if (redis != postgres)
        {
            var (there, missing) = redis ? ("redis", "postgres") : ("postgres", "redis");
            throw new InvalidOperationException(
                $"ConnectionStrings:{there} is set, but ConnectionStrings:{missing} is not: a cluster needs both, a single process neither.");
        }

        return !redis;
    }
}
