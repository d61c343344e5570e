using System.Globalization;
using OrleansAiJobs.Tests.Apps;
using OrleansAiJobs.Tests.EndToEnd.Deployment;
using OrleansAiJobs.Tests.EndToEnd.Pages;
using OrleansAiJobs.Tests.Servers;

namespace OrleansAiJobs.Tests.EndToEnd;

/// <summary>The walk through add-a-job-type.md, done as the page words it on a copy of the sources.</summary>
[Trait("Suite", "Full")]
public sealed class JobTypePageTests
{
    private const string ClassFile = "Grains/JobTypes/Keywords/KeywordsJobType.cs";
    private const string RegistrationFile = "Grains/Hosting/AiJobsSiloExtensions.cs";
    private const string Promise = """
        "result":{"keywords":["cities","gardens"]}
        """;

    private static readonly string[] Sources =
    [
        ".editorconfig", "BannedSymbols.txt", "Directory.Build.props", "Directory.Packages.props", "global.json", "Grains", "Grains.Interfaces", "WebFrontend",
    ];

    [Fact]
    public async Task What_the_page_says_adds_a_job_type_that_answers()
    {
        var page = await Page.ReadAsync("docs/add-a-job-type.md");
        var folder = Directory.CreateTempSubdirectory("ai-jobs-walk-");
        var context = await BuildContext.ReadAsync();
        foreach (var source in Sources)
        {
            context.Copy([source], Directory.Exists(Repository.PathOf(source)) ? PathOf(folder, source) : folder.FullName);
        }

        await WriteAsync(PathOf(folder, ClassFile), page.Blocks("csharp", "The class").Single());
        await RegisterAsync(PathOf(folder, RegistrationFile), page.Blocks("csharp", "The line").Single());
        await Command.RunToSuccessAsync(["dotnet", "build", "WebFrontend", "-nologo", "-v", "q"], folder.FullName, BuildContext.Environment);
        var output = await TryAsync(folder, page.Blocks("bash", "See it work")[1]);

        Assert.All([$"`{ClassFile}`", $"`{RegistrationFile}`", $"`{Promise}`"], promised => Assert.Contains(promised, page.Text, StringComparison.Ordinal));
        Assert.Contains(Promise, output, StringComparison.Ordinal);
        folder.Delete(recursive: true);
    }

    private static async Task WriteAsync(string path, string code)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        await File.WriteAllTextAsync(path, code);
    }

    /// <summary>Where the others are registered.</summary>
    private static async Task RegisterAsync(string path, string line)
    {
        var lines = (await File.ReadAllLinesAsync(path)).ToList();
        lines.Insert(lines.FindIndex(other => other.Contains(".AddJobType<TitlesJobType>()", StringComparison.Ordinal)) + 1, $"        {line.Trim()}");
        await File.WriteAllLinesAsync(path, lines);
    }

    private static async Task<string> TryAsync(DirectoryInfo folder, string script)
    {
        var url = string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{FreePort.Find()}");
        var (app, _) = await AppProcess.StartAsync(
            PathOf(folder, "artifacts/bin/WebFrontend/debug/OrleansAiJobs.WebFrontend.dll"),
            "Now listening on: ",
            new Dictionary<string, string> { ["ASPNETCORE_URLS"] = url, ["Storage:Path"] = PathOf(folder, "store") });
        await using (app)
        {
            var here = script.Replace("http://localhost:5080", url, StringComparison.Ordinal);
            return await Command.RunScriptAsync(here, folder.FullName, BuildContext.Environment);
        }
    }

    private static string PathOf(DirectoryInfo folder, string relative) => Path.Combine(folder.FullName, relative);
}
