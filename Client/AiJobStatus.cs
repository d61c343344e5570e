using System.Text.Json.Serialization;

namespace OrleansAiJobs.Client;

/// <summary>Where a job stands. The last three are terminal.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<AiJobStatus>))]
public enum AiJobStatus
{
    /// <summary>Waits for its turn, or for its next attempt.</summary>
    [JsonStringEnumMemberName("pending")]
    Pending,

    /// <summary>The AI is at it.</summary>
    [JsonStringEnumMemberName("processing")]
    Processing,

    /// <summary>The result is there.</summary>
    [JsonStringEnumMemberName("completed")]
    Completed,

    /// <summary>It has failed; the error says why.</summary>
    [JsonStringEnumMemberName("failed")]
    Failed,

    /// <summary>Its user has ended it.</summary>
    [JsonStringEnumMemberName("cancelled")]
    Cancelled,
}
