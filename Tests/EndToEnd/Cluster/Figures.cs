using System.Globalization;
using OrleansAiJobs.Tests.Apps;
using Xunit.Abstractions;

namespace OrleansAiJobs.Tests.EndToEnd.Cluster;

/// <summary>What a test of reliability has measured: for its own output, and for <c>artifacts/reliability.txt</c>.</summary>
internal sealed class Figures(ITestOutputHelper output)
{
    private static readonly Lock File = new();

    public void Write(FormattableString line)
    {
        var size = Scale.IsFull ? "full size" : "scaled down";
        var text = $"{TimeProvider.System.GetUtcNow():yyyy-MM-dd HH:mm} ({size}) {line.ToString(CultureInfo.InvariantCulture)}";
        output.WriteLine(text);
        lock (File)
        {
            System.IO.File.AppendAllLines(Path.Combine(Build.Artifacts, "reliability.txt"), [text]);
        }
    }

    /// <summary>The value that so many percent do not exceed; zero of none.</summary>
    public static TimeSpan Percentile(IEnumerable<TimeSpan> values, int percent)
    {
        var sorted = values.Order().ToArray();
        return sorted.Length == 0 ? TimeSpan.Zero : sorted[Math.Max(0, (int)Math.Ceiling(sorted.Length * percent / 100.0) - 1)];
    }
}
