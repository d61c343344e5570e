namespace OrleansAiJobs.WebFrontend.Cluster;

/// <summary>Which of the two ways to run this process takes.</summary>
internal static class Deployment
{
    /// <summary>True with no connection strings: the silo is in this process. False with both: it is a client of a cluster.</summary>
    public static bool IsEmbedded(IConfiguration configuration) => !IsSet(configuration, "redis");

    /// <summary>What is wrong when only one of them is set.</summary>
    public static IEnumerable<string> Check(IConfiguration configuration)
    {
        if (IsSet(configuration, "redis") == IsSet(configuration, "postgres"))
        {
            return [];
        }

        var (there, missing) = IsSet(configuration, "redis") ? ("redis", "postgres") : ("postgres", "redis");
        return [$"ConnectionStrings:{there} is set, but ConnectionStrings:{missing} is not: a cluster needs both, a single process neither."];
    }

    private static bool IsSet(IConfiguration configuration, string name) => !string.IsNullOrEmpty(configuration.GetConnectionString(name));
}
