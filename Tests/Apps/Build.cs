using System.Reflection;

namespace OrleansAiJobs.Tests.Apps;

/// <summary>Where the build has put what these tests start and write.</summary>
public static class Build
{
    public static string Silo => Read("Silo");

    public static string WebFrontend => Read("WebFrontend");

    public static string Artifacts => Read("Artifacts");

    private static string Read(string key) => typeof(Build).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
        .Single(metadata => metadata.Key == key).Value!;
}
