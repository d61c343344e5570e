using OrleansAiJobs.Tests.Apps;

namespace OrleansAiJobs.Tests.EndToEnd;

/// <summary>Wrong settings: everything is told at once, and nothing is started.</summary>
public sealed class ConfigurationTests
{
    private const string Cluster = "ConnectionStrings:postgres=Host=127.0.0.1;Password=secret-word";

    [Fact]
    public async Task A_silo_with_five_mistakes_tells_all_five_by_their_keys_and_ends() => await AssertAllAsync(
        Build.Silo,
        [
            "--ConnectionStrings:redis=",
            $"--{Cluster};Nonsense=1",
            "--Jobs:MaxAttempts=many",
            "--Jobs:Retention=-1.00:00:00",
            "--Orleans:SiloPrt=3",
        ],
        "ConnectionStrings:redis must say",
        "ConnectionStrings:postgres must say",
        "Jobs:MaxAttempts is 'many', which is no whole number.",
        "Jobs:Retention must be between",
        $"Orleans:SiloPrt is no setting; there are {string.Join(", ", OnThePage("Orleans"))}.");

    [Fact]
    public async Task A_frontend_with_five_mistakes_tells_all_five_by_their_keys_and_ends() => await AssertAllAsync(
        Build.WebFrontend,
        [
            $"--{Cluster}",
            "--Feed:MaxConnectionsPerUser=0",
            "--RateLimiting:SubmitsPerMinute=often",
            "--Cors:AllowedOrigins=not-an-origin",
            "--ForwardedHeaders:KnownProxies=nobody",
        ],
        "ConnectionStrings:redis is not",
        "Feed:MaxConnectionsPerUser must be at least 1.",
        "RateLimiting:SubmitsPerMinute is 'often', which is no whole number.",
        "Cors:AllowedOrigins holds 'not-an-origin'",
        "ForwardedHeaders:KnownProxies holds 'nobody'");

    [Fact]
    public async Task A_dashboard_without_a_password_does_not_start() => await AssertAllAsync(
        Build.Silo,
        [
            "--ConnectionStrings:redis=127.0.0.1:1",
            "--ConnectionStrings:postgres=Host=127.0.0.1",
            "--Dashboard:Port=8090",
            "--Dashboard:Adress=0.0.0.0",
        ],
        "Dashboard:Password must have at least 12 characters, since Dashboard:Port is set.",
        $"Dashboard:Adress is no setting; there are {string.Join(", ", OnThePage("Dashboard"))}.");

    /// <summary>The names in <c>docs/configuration.md</c>.</summary>
    private static IEnumerable<string> OnThePage(string section) => File.ReadLines(Repository.PathOf("docs/configuration.md"))
        .Where(line => line.StartsWith($"| `{section}:", StringComparison.Ordinal))
        .Select(line => line.Split('`')[1][(section.Length + 1)..])
        .Order(StringComparer.Ordinal);

    private static async Task AssertAllAsync(string dll, string[] arguments, params string[] expected)
    {
        var (exitCode, output, errors) = await Command.RunAsync(["dotnet", dll, .. arguments], Path.GetTempPath(), new Dictionary<string, string?>());

        var lines = errors.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.True(exitCode == 78, $"{exitCode}\n{output}\n{errors}");
        Assert.Equal(expected.Length, lines.Length);
        Assert.All(expected, start => Assert.Contains(lines, line => line.Contains(start, StringComparison.Ordinal)));
        Assert.DoesNotContain("secret-word", output + errors, StringComparison.Ordinal);
    }
}
