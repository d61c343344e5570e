using System.Globalization;
using OrleansAiJobs.Tests.EndToEnd.Telemetry.Otlp;

namespace OrleansAiJobs.Tests.EndToEnd.Telemetry;

/// <summary>Attributes of OTLP as text.</summary>
internal static class Attributes
{
    public static string? Read(IEnumerable<KeyValue> attributes, string key) =>
        attributes.FirstOrDefault(attribute => attribute.Key == key) is { } found ? Text(found.Value) : null;

    public static string Text(AnyValue value) => value.ValueCase switch
    {
        AnyValue.ValueOneofCase.Text => value.Text,
        AnyValue.ValueOneofCase.Integer => value.Integer.ToString(CultureInfo.InvariantCulture),
        AnyValue.ValueOneofCase.Number => value.Number.ToString(CultureInfo.InvariantCulture),
        AnyValue.ValueOneofCase.Flag => value.Flag.ToString(),
        AnyValue.ValueOneofCase.List => string.Join(',', value.List.Values.Select(Text)),
        _ => "",
    };
}
