using System.Reflection;

namespace OrleansAiJobs.Tests.Apps;

/// <summary>The folder of the sources.</summary>
public static class Repository
{
    private static readonly string Root = typeof(Repository).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
        .Single(metadata => metadata.Key == "Repository").Value!;

    public static string PathOf(string relative) => Path.GetFullPath(Path.Combine(Root, relative));
}
