using System.Text.Json;

namespace OrleansAiJobs.Tests.Unit.JobTypes;

internal static class Json
{
    public static JsonElement Parse(string json) => JsonElement.Parse(json);

    /// <summary>The strings of a result's list, such as <c>{"titles":["…"]}</c>.</summary>
    public static string[] Strings(string? json, string member) =>
        [.. Parse(json!).GetProperty(member).EnumerateArray().Select(item => item.GetString()!)];
}
