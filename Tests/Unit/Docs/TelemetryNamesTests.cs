using System.Reflection;
using OrleansAiJobs.Grains.Telemetry;

namespace OrleansAiJobs.Tests.Unit.Docs;

public sealed class TelemetryNamesTests
{
    [Fact]
    public void The_page_for_operators_lists_every_metric_span_and_tag_and_no_other()
    {
        var page = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "operations.md"));
        var names = new[] { typeof(TelemetryNames), typeof(TelemetryNames.Spans), typeof(TelemetryNames.Metrics), typeof(TelemetryNames.Tags) }
            .SelectMany(type => type.GetFields(BindingFlags.Public | BindingFlags.Static))
            .Select(field => (string)field.GetRawConstantValue()!)
            .ToArray();

        var listed = page.Split('`').Where((_, place) => place % 2 == 1).ToHashSet(StringComparer.Ordinal);

        Assert.All(names, name => Assert.Contains(name, listed));
        Assert.All(listed.Where(name => name.StartsWith("aijobs.", StringComparison.Ordinal)), name => Assert.Contains(name, names));
    }
}
