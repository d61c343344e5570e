using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using OrleansAiJobs.Grains.Interfaces.History;
using OrleansAiJobs.WebFrontend.Auth;
using OrleansAiJobs.WebFrontend.Jobs;

namespace OrleansAiJobs.WebFrontend.Http;

/// <summary>How everything that leaves as JSON is written, in answers and in feeds.</summary>
[JsonSerializable(typeof(ProblemBody))]
[JsonSerializable(typeof(SessionBody))]
[JsonSerializable(typeof(JobBody))]
[JsonSerializable(typeof(JobItemBody))]
[JsonSerializable(typeof(HistoryBody))]
[JsonSerializable(typeof(BatchBody))]
[JsonSerializable(typeof(UserStats))]
internal sealed partial class ApiJson : JsonSerializerContext
{
    public static ApiJson Instance { get; } = new(Configure(new JsonSerializerOptions()));

    public static JsonSerializerOptions Configure(JsonSerializerOptions options)
    {
        options.PropertyNamingPolicy = JsonNamingPolicy.CamelCase;
        options.NumberHandling = JsonNumberHandling.Strict;

        // Safe because JSON is never put into HTML: its media type says so and nosniff holds browsers to it.
        options.Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping;
        options.Converters.Add(new TimestampConverter());
        return options;
    }
}
