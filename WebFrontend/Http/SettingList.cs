namespace OrleansAiJobs.WebFrontend.Http;

/// <summary>Settings that hold several values.</summary>
internal static class SettingList
{
    private static readonly char[] Separators = [',', ';', ' '];

    /// <summary>The values under <c>key:0</c>, <c>key:1</c> and so on, or those of <c>key</c> itself, parted by commas, semicolons or spaces.</summary>
    public static IReadOnlyList<string> Read(IConfiguration configuration, string key) => configuration[key] is { } line
        ? line.Split(Separators, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
        : [.. configuration.GetSection(key).GetChildren().Select(child => child.Value).OfType<string>().Where(value => value.Length > 0)];
}
