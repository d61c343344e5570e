using System.Reflection;

namespace OrleansAiJobs.Tests.EndToEnd.Deployment;

/// <summary>The folder that images are built from.</summary>
internal static class Repository
{
    private static readonly string Root = typeof(Repository).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
        .Single(metadata => metadata.Key == "Repository").Value!;

    public static string PathOf(string relative) => Path.GetFullPath(Path.Combine(Root, relative));
}
