using System.Text.Json.Serialization;
using OrleansAiJobs.Grains.Interfaces.Jobs;

namespace OrleansAiJobs.WebFrontend.Jobs;

/// <summary>One attempt of a job.</summary>
internal sealed record AttemptBody
{
    public required int Number { get; init; }

    public required DateTimeOffset StartedAt { get; init; }

    public required DateTimeOffset? EndedAt { get; init; }

    public required JobError? Error { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public int? ProviderStatus { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? ProviderRequestId { get; init; }

    /// <summary>The calls to the AI that it took, when not one.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public int? Calls { get; init; }

    public static AttemptBody From(JobAttempt attempt) => new()
    {
        Number = attempt.Number,
        StartedAt = attempt.StartedAt,
        EndedAt = attempt.EndedAt,
        Error = attempt.Error,
        ProviderStatus = attempt.ProviderStatus,
        ProviderRequestId = attempt.ProviderRequestId,
        Calls = attempt.Calls,
    };
}
