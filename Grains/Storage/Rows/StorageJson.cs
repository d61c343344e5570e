using System.Collections.Immutable;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using OrleansAiJobs.Grains.Interfaces.Jobs;

namespace OrleansAiJobs.Grains.Storage.Rows;

/// <summary>The columns <c>attempts</c> and <c>usage</c>.</summary>
[JsonSerializable(typeof(ImmutableArray<JobAttempt>))]
[JsonSerializable(typeof(JobUsage))]
internal sealed partial class StorageJson : JsonSerializerContext
{
    private static readonly StorageJson Context = new(new JsonSerializerOptions
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        // The default encoder is made for HTML: it would blow every letter that is not ASCII up to six bytes.
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    });

    public static string Write(ImmutableArray<JobAttempt> attempts) =>
        attempts.IsDefaultOrEmpty ? "[]" : JsonSerializer.Serialize(attempts, Context.ImmutableArrayJobAttempt);

    public static string? Write(JobUsage? usage) => usage is null ? null : JsonSerializer.Serialize(usage, Context.JobUsage);

    public static ImmutableArray<JobAttempt> ReadAttempts(string json) => JsonSerializer.Deserialize(json, Context.ImmutableArrayJobAttempt);

    public static JobUsage? ReadUsage(string json) => JsonSerializer.Deserialize(json, Context.JobUsage);
}
