using System.Diagnostics;

namespace OrleansAiJobs.Tests.Apps;

/// <summary>A program that is run to its end.</summary>
public static class Command
{
    /// <summary>What is null in the environment is removed from our own.</summary>
    public static async Task<(int ExitCode, string Output, string Errors)> RunAsync(
        IReadOnlyList<string> command, string folder, IReadOnlyDictionary<string, string?> environment)
    {
        var start = new ProcessStartInfo(command[0], command.Skip(1))
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        };
        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }

        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync();
        var errors = process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        return (process.ExitCode, await output, await errors);
    }

    /// <summary>Runs lines of a page as a reader would, who stops at the first that fails.</summary>
    /// <exception cref="InvalidOperationException">One failed; the message holds what was said.</exception>
    public static Task<string> RunScriptAsync(string script, string folder, IReadOnlyDictionary<string, string?> environment) =>
        RunToSuccessAsync(["bash", "-euo", "pipefail", "-c", script], folder, environment);

    /// <exception cref="InvalidOperationException">It failed; the message holds what it said.</exception>
    public static async Task<string> RunToSuccessAsync(
        IReadOnlyList<string> command, string folder, IReadOnlyDictionary<string, string?> environment)
    {
        var (exitCode, output, errors) = await RunAsync(command, folder, environment);
        return exitCode == 0
            ? output
            : throw new InvalidOperationException($"{string.Join(' ', command)} failed ({exitCode}):\n{output}{errors}");
    }
}
