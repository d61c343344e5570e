using System.Text.Json;

namespace OrleansAiJobs.Client;

/// <summary>JSON as the service writes it.</summary>
internal static class AiJobsJson
{
    public static JsonSerializerOptions Options { get; } = new(JsonSerializerDefaults.Web);
}
