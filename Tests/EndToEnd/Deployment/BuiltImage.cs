using OrleansAiJobs.Tests.Apps;
using System.Text.Json.Nodes;

namespace OrleansAiJobs.Tests.EndToEnd.Deployment;

/// <summary>What a Dockerfile makes, in a temporary folder: its steps are taken as they stand, with only the files that it copies.</summary>
internal sealed class BuiltImage : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("ai-jobs-image-");

    private BuiltImage(Dockerfile dockerfile) => Dockerfile = dockerfile;

    public Dockerfile Dockerfile { get; }

    /// <summary>The program that the image starts.</summary>
    public string Program => Path.Combine(Application, Dockerfile.EntryPoint[1]);

    private string Source => Path.Combine(_folder.FullName, "src");

    private string Application => Path.Combine(_folder.FullName, "app");

    public static async Task<BuiltImage> CreateAsync(string dockerfile)
    {
        var image = new BuiltImage(await Dockerfile.ReadAsync(dockerfile));
        Directory.CreateDirectory(image.Source);
        var context = await BuildContext.ReadAsync();
        foreach (var (name, text) in image.Dockerfile.BuildSteps)
        {
            if (name == "COPY")
            {
                var words = text.Split(' ');
                context.Copy(words[..^1], Path.Combine(image.Source, words[^1]));
            }
            else
            {
                var command = text.Replace(image.Dockerfile.Published, image.Application, StringComparison.Ordinal);
                await Command.RunToSuccessAsync(["sh", "-c", command], image.Source, BuildContext.Environment);
            }
        }

        return image;
    }

    /// <summary>The shared frameworks that the program asks for.</summary>
    public async Task<IReadOnlyList<string>> FrameworksAsync()
    {
        var file = await File.ReadAllTextAsync(Path.ChangeExtension(Program, ".runtimeconfig.json"));
        var options = JsonNode.Parse(file)!["runtimeOptions"]!;
        var frameworks = options["frameworks"]?.AsArray() ?? [options["framework"]!.DeepClone()];
        return [.. frameworks.Select(framework => framework!["name"]!.GetValue<string>())];
    }

    public void Dispose() => _folder.Delete(recursive: true);
}
