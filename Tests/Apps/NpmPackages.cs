namespace OrleansAiJobs.Tests.Apps;

/// <summary>Programs that others wrote, from npm, in the versions of a <c>package-lock.json</c> of ours.</summary>
public static class NpmPackages
{
    /// <summary>Installs what the lock file in a folder of the sources names, under <c>artifacts</c>; what is there in the same versions stays. Gives the folder.</summary>
    public static async Task<string> InstallAsync(string source, string name)
    {
        var folder = Directory.CreateDirectory(Path.Combine(Build.Artifacts, name)).FullName;
        var versions = await File.ReadAllTextAsync(Repository.PathOf($"{source}/package-lock.json"));
        var mark = Path.Combine(folder, "installed");
        if (!File.Exists(mark) || await File.ReadAllTextAsync(mark) != versions)
        {
            File.Delete(mark);
            await File.WriteAllTextAsync(Path.Combine(folder, "package-lock.json"), versions);
            File.Copy(Repository.PathOf($"{source}/package.json"), Path.Combine(folder, "package.json"), overwrite: true);
            await Command.RunToSuccessAsync(
                ["npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund"], folder, new Dictionary<string, string?>());
            await File.WriteAllTextAsync(mark, versions);
        }

        return folder;
    }
}
