using System.Globalization;
using OrleansAiJobs.Tests.Apps;

namespace OrleansAiJobs.Tests.Benchmarks.Sites;

/// <summary>How many files and sockets a process may have open. Processes inherit it from who starts them.</summary>
internal static class FileDescriptors
{
    /// <summary>Raises the limit of this process if it must. Before the servers are started, so that they have it, too.</summary>
    /// <exception cref="InvalidOperationException">It is too low and may not be raised.</exception>
    public static async Task RequireAsync(int count)
    {
        if (Limit() >= count)
        {
            return;
        }

        await Command.RunAsync(
            ["prlimit", $"--pid={Environment.ProcessId}", $"--nofile={count}:{count}"], Environment.CurrentDirectory, new Dictionary<string, string?>());
        if (Limit() < count)
        {
            throw new InvalidOperationException(
                $"This needs {count} file descriptors for each process, but the limit is {Limit()}: as root, ulimit -n {count} before it; or ask for less.");
        }
    }

    // The runtime has raised the soft limit to the hard one.
    private static long Limit()
    {
        const string Key = "Max open files";
        var line = File.ReadLines("/proc/self/limits").Single(line => line.StartsWith(Key, StringComparison.Ordinal));
        var soft = line[Key.Length..].Split(' ', StringSplitOptions.RemoveEmptyEntries)[0];
        return long.TryParse(soft, CultureInfo.InvariantCulture, out var limit) ? limit : long.MaxValue;
    }
}
