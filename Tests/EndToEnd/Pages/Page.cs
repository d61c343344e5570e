using System.Text.RegularExpressions;
using OrleansAiJobs.Tests.Apps;

namespace OrleansAiJobs.Tests.EndToEnd.Pages;

/// <summary>A page of the documentation, and the blocks of code on it that people copy.</summary>
internal sealed partial class Page
{
    private Page(string text) => Text = text;

    public string Text { get; }

    /// <param name="path">From the root of the repository.</param>
    public static async Task<Page> ReadAsync(string path) => new(await File.ReadAllTextAsync(Repository.PathOf(path)));

    /// <summary>Its blocks of a language, in their order.</summary>
    /// <param name="language">As the fence names it.</param>
    /// <param name="chapter">Only those under the heading of this name.</param>
    public IReadOnlyList<string> Blocks(string language, string? chapter = null) => [.. Fences()
        .Matches(chapter is null ? Text : Chapter(chapter))
        .Where(fence => string.Equals(fence.Groups["language"].Value, language, StringComparison.Ordinal))
        .Select(fence => fence.Groups["code"].Value)];

    /// <summary>Where its links lead, but for those to other sites.</summary>
    public IEnumerable<string> Links => Targets().Matches(Text).Select(link => link.Groups["target"].Value).Where(target => !target.Contains("://", StringComparison.Ordinal));

    /// <summary>The anchors of its headings, as GitHub makes them: in small letters, without punctuation, with dashes for spaces.</summary>
    public IEnumerable<string> Anchors => Headings().Matches(Fences().Replace(Text, ""))
        .Select(heading => Punctuation().Replace(heading.Groups["name"].Value.ToLowerInvariant(), "").Replace(' ', '-'));

    private string Chapter(string name)
    {
        var from = Text.IndexOf($"\n## {name}\n", StringComparison.Ordinal);
        Assert.True(from >= 0, $"There is no chapter '{name}'.");
        var to = Text.IndexOf("\n## ", from + 1, StringComparison.Ordinal);
        return to < 0 ? Text[from..] : Text[from..to];
    }

    [GeneratedRegex("```(?<language>[a-z]+)\n(?<code>.*?)```", RegexOptions.Singleline | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Fences();

    [GeneratedRegex(@"\]\((?<target>[^)\s]+)\)", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Targets();

    [GeneratedRegex("^#+ (?<name>.+)$", RegexOptions.Multiline | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Headings();

    [GeneratedRegex(@"[^\w\- ]", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Punctuation();
}
