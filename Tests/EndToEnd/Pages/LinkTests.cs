using OrleansAiJobs.Tests.Apps;

namespace OrleansAiJobs.Tests.EndToEnd.Pages;

/// <summary>Whoever follows a link in the documentation arrives.</summary>
public sealed class LinkTests
{
    public static TheoryData<string> Pages => [.. Directory.EnumerateFiles(Repository.PathOf("."), "*.md")
        .Concat(Directory.EnumerateFiles(Repository.PathOf("docs"), "*.md", SearchOption.AllDirectories))
        .Select(path => Path.GetRelativePath(Repository.PathOf("."), path))
        .Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Pages))]
    public async Task Every_link_leads_to_a_file_or_a_heading_that_is_there(string path)
    {
        var page = await Page.ReadAsync(path);

        foreach (var link in page.Links)
        {
            var parts = link.Split('#');
            var target = parts[0].Length == 0 ? path : Path.Combine(Path.GetDirectoryName(path)!, parts[0]);
            Assert.True(Path.Exists(Repository.PathOf(target)), $"{link}: there is no {target}.");
            if (parts.Length > 1)
            {
                var anchors = (await Page.ReadAsync(target)).Anchors;
                Assert.True(anchors.Contains(parts[1], StringComparer.Ordinal), $"{link}: there is no such heading.");
            }
        }
    }
}
