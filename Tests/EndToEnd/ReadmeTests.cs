using System.Text.RegularExpressions;
using OrleansAiJobs.Tests.Apps;
using OrleansAiJobs.Tests.EndToEnd.Pages;

namespace OrleansAiJobs.Tests.EndToEnd;

public sealed partial class ReadmeTests
{
    [Fact]
    public async Task The_curl_lines_work_as_printed()
    {
        var script = (await Page.ReadAsync("README.md")).Blocks("bash").Single(block => block.Contains("curl", StringComparison.Ordinal));
        await using var app = await EmbeddedApp.StartAsync();
        var folder = Directory.CreateTempSubdirectory("readme-");

        var here = script.Replace("http://localhost:5080", app.BaseUrl.ToString().TrimEnd('/'), StringComparison.Ordinal);
        var output = await Command.RunScriptAsync(here, folder.FullName, new Dictionary<string, string?>());

        folder.Delete(recursive: true);
        Assert.Contains("\"userId\"", output, StringComparison.Ordinal);
        Assert.Contains("HTTP/1.1 202 Accepted", output, StringComparison.Ordinal);
        Assert.Contains("Location: /api/ai/job/", output, StringComparison.Ordinal);
        Assert.Contains("\"nextCursor\"", output, StringComparison.Ordinal);
        Assert.Matches(Completed(), output);
        Assert.Contains("\"attempts\":[{\"number\":1", output, StringComparison.Ordinal);
    }

    [GeneratedRegex("event: job\nid: .*\ndata: .*\"status\":\"completed\"", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Completed();
}
