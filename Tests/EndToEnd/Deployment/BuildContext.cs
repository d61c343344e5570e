using OrleansAiJobs.Tests.Apps;
namespace OrleansAiJobs.Tests.EndToEnd.Deployment;

/// <summary>The files that a build may copy: what <c>.dockerignore</c> lets through.</summary>
internal sealed class BuildContext
{
    /// <summary>What a build must not inherit from the one that built these tests: left to itself, it would be told by that one where the SDK is.</summary>
    public static readonly IReadOnlyDictionary<string, string?> Environment = new Dictionary<string, string?>
    {
        ["CI"] = null,
        ["MSBuildSDKsPath"] = null,
        ["MSBuildExtensionsPath"] = null,
        ["MSBUILD_EXE_PATH"] = null,
        // A node that stays would hold our pipes open.
        ["MSBUILDDISABLENODEREUSE"] = "1",
    };

    private readonly HashSet<string> _allowed;

    private BuildContext(HashSet<string> allowed) => _allowed = allowed;

    public static async Task<BuildContext> ReadAsync()
    {
        var rules = (await File.ReadAllLinesAsync(Repository.PathOf(".dockerignore"))).Where(line => line.Length > 0 && line[0] != '#').ToArray();
        Assert.Equal("*", rules[0]);
        Assert.All(rules[1..], rule => Assert.StartsWith("!", rule, StringComparison.Ordinal));
        return new BuildContext([.. rules[1..].Select(rule => rule[1..])]);
    }

    /// <summary>COPY: files go into the folder, of a folder its content.</summary>
    public void Copy(IEnumerable<string> sources, string folder)
    {
        Directory.CreateDirectory(folder);
        foreach (var source in sources)
        {
            Assert.Contains(source.Split('/')[0], _allowed);
            var path = Repository.PathOf(source);
            if (File.Exists(path))
            {
                File.Copy(path, Path.Combine(folder, Path.GetFileName(path)), overwrite: true);
                continue;
            }

            foreach (var file in Directory.EnumerateFiles(path, "*", SearchOption.AllDirectories))
            {
                var copy = Path.Combine(folder, Path.GetRelativePath(path, file));
                Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
                File.Copy(file, copy, overwrite: true);
            }
        }
    }
}
