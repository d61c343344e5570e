using OrleansAiJobs.Tests.EndToEnd.Telemetry.Otlp;

namespace OrleansAiJobs.Tests.EndToEnd.Telemetry;

/// <summary>A span that has arrived at the collector, and the process that it came from.</summary>
internal sealed record RecordedSpan(string Process, string Scope, Span Span)
{
    public string Name => Span.Name;

    public string TraceId => Convert.ToHexStringLower(Span.TraceId.Span);

    public string SpanId => Convert.ToHexStringLower(Span.SpanId.Span);

    public string ParentId => Convert.ToHexStringLower(Span.ParentSpanId.Span);

    public IEnumerable<string> LinkedSpans => Span.Links.Select(link => Convert.ToHexStringLower(link.SpanId.Span));

    public string? this[string attribute] => Attributes.Read(Span.Attributes, attribute);

    public override string ToString() => $"{Process} {Scope} '{Name}' {SpanId} under {ParentId}";
}
