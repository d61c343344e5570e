using System.Text.Json.Serialization;
using OrleansAiJobs.Grains.Interfaces.Jobs;

namespace OrleansAiJobs.WebFrontend.Jobs;

/// <summary>A job in full.</summary>
internal sealed record JobBody : JobItemBody
{
    private JobBody(JobView job)
        : base(job) => Attempts = [.. job.Attempts.Select(AttemptBody.From)];

    /// <summary>Every attempt, the oldest first.</summary>
    [JsonPropertyOrder(AttemptsPlace)]
    public IReadOnlyList<AttemptBody> Attempts { get; }

    public static new JobBody From(JobView job) => new(job);
}
