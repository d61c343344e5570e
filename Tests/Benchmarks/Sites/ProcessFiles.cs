using System.Globalization;

namespace OrleansAiJobs.Tests.Benchmarks.Sites;

/// <summary>What Linux tells of processes (<c>man 5 proc</c>).</summary>
internal static class ProcessFiles
{
    // sysconf(_SC_CLK_TCK): 100 on every Linux that .NET runs on.
    private const double TicksPerSecond = 100;

    // Fields of /proc/<pid>/stat after the name, which stands in brackets and may hold anything.
    private const int Parent = 1;
    private const int UserTicks = 11;
    private const int SystemTicks = 12;
    private const int EndedChildrensUserTicks = 13;
    private const int EndedChildrensSystemTicks = 14;

    public static double CpuSeconds(int id)
    {
        var stat = ReadStat(id);
        return (Number(stat, UserTicks) + Number(stat, SystemTicks)) / TicksPerSecond;
    }

    /// <summary>With its children, also those that have ended and been waited for.</summary>
    public static double CpuSecondsOfAll(int id)
    {
        var stat = ReadStat(id);
        return (Number(stat, EndedChildrensUserTicks) + Number(stat, EndedChildrensSystemTicks)) / TicksPerSecond
            + Family(id).Sum(CpuSeconds);
    }

    public static long ResidentBytes(int id) => ReadKilobytes(id, "smaps_rollup", "Rss:");

    public static long ProportionalBytesOfAll(int id) => Family(id).Sum(member => ReadKilobytes(member, "smaps_rollup", "Pss:"));

    public static long PeakResidentBytes(int id) => ReadKilobytes(id, "status", "VmHWM:");

    /// <summary>The peak starts anew from what is resident now.</summary>
    public static void ForgetPeak(int id) => File.WriteAllText($"/proc/{id}/clear_refs", "5");

    private static List<int> Family(int id)
    {
        List<int> family = [id];
        foreach (var folder in Directory.EnumerateDirectories("/proc"))
        {
            if (int.TryParse(Path.GetFileName(folder), NumberStyles.None, CultureInfo.InvariantCulture, out var other) && ParentOf(other) == id)
            {
                family.Add(other);
            }
        }

        return family;
    }

    private static int? ParentOf(int id)
    {
        try
        {
            return (int)Number(ReadStat(id), Parent);
        }
        catch (IOException)
        {
            // It has ended meanwhile.
            return null;
        }
    }

    private static string[] ReadStat(int id)
    {
        var line = File.ReadAllText($"/proc/{id}/stat");
        return line[(line.LastIndexOf(')') + 2)..].Split(' ');
    }

    private static long ReadKilobytes(int id, string file, string key)
    {
        var line = File.ReadLines($"/proc/{id}/{file}").First(line => line.StartsWith(key, StringComparison.Ordinal));
        return 1024 * long.Parse(line.AsSpan(key.Length, line.Length - key.Length - " kB".Length), NumberStyles.AllowLeadingWhite, CultureInfo.InvariantCulture);
    }

    private static long Number(string[] stat, int field) => long.Parse(stat[field], CultureInfo.InvariantCulture);
}
