using OrleansAiJobs.Tests.Apps;

namespace OrleansAiJobs.Tests.EndToEnd.Foreign;

/// <summary>Texts that people have written for other people: the licences that Debian ships with every system, and a page of our own.</summary>
internal static class RealTexts
{
    private const string Licences = "/usr/share/common-licenses";

    private static readonly string[] Names = ["GPL-3", "GFDL-1.3", "LGPL-2.1", "GPL-2", "Apache-2.0", "MPL-2.0"];

    /// <summary>The first so many characters (and bytes) of the licences one after the other.</summary>
    public static async Task<string> OfLengthAsync(int characters)
    {
        var texts = await Task.WhenAll(Names.Select(name => File.ReadAllTextAsync(Path.Combine(Licences, name))));
        return string.Concat(texts)[..characters];
    }

    /// <summary>Markdown with tables, code and words in many scripts.</summary>
    public static Task<string> MarkdownAsync() => File.ReadAllTextAsync(Repository.PathOf("docs/api.md"));
}
