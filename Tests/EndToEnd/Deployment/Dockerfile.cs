using System.Globalization;
using System.Text.Json;
using OrleansAiJobs.Tests.Apps;

namespace OrleansAiJobs.Tests.EndToEnd.Deployment;

/// <summary>A Dockerfile of two stages: one builds, the other holds what was built.</summary>
internal sealed class Dockerfile
{
    private readonly List<(string Name, string Text)> _build;
    private readonly List<(string Name, string Text)> _final;

    private Dockerfile(List<(string Name, string Text)> instructions)
    {
        var second = instructions.FindLastIndex(instruction => instruction.Name == "FROM");
        _build = instructions[..second];
        _final = instructions[second..];
    }

    /// <summary>The commands of the first stage, and the files that it copies before each, in their order.</summary>
    public IReadOnlyList<(string Name, string Text)> BuildSteps => [.. _build.Where(step => step.Name is "COPY" or "RUN")];

    /// <summary>The image that the result stands on.</summary>
    public string BaseImage => Final("FROM");

    public string User => Final("USER");

    public IReadOnlyList<int> Ports => [.. Final("EXPOSE").Split(' ').Select(port => int.Parse(port, CultureInfo.InvariantCulture))];

    public IReadOnlyList<string> EntryPoint => JsonSerializer.Deserialize<string[]>(Final("ENTRYPOINT"))!;

    /// <summary>What the second stage takes from the first.</summary>
    public string Published => Final("COPY").Split(' ')[1];

    public static async Task<Dockerfile> ReadAsync(string path)
    {
        var lines = await File.ReadAllLinesAsync(Repository.PathOf(path));
        return new Dockerfile([.. lines
            .Where(line => line.Length > 0 && line[0] != '#')
            .Select(line => line.Split(' ', 2))
            .Select(parts => (parts[0], parts[1].Trim()))]);
    }

    private string Final(string instruction) => _final.Single(step => step.Name == instruction).Text;
}
