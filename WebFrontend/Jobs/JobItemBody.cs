using System.Text.Json.Serialization;
using OrleansAiJobs.Grains.Interfaces.Jobs;
using OrleansAiJobs.WebFrontend.Http;

namespace OrleansAiJobs.WebFrontend.Jobs;

/// <summary>A job as histories and feeds show it: without its attempts. The order of the members is that of <c>docs/api.md</c>.</summary>
internal record JobItemBody
{
    // The attempts of JobBody stand between these and the members before them.
    protected const int AttemptsPlace = 1;
    private const int AfterAttempts = 2;

    protected JobItemBody(JobView job)
    {
        Id = job.Id;
        Type = job.Type;
        Status = JobStatusNames.Of(job.Status);
        Terminal = job.Status.IsTerminal();
        Version = job.Version;
        Input = new RawJson(job.Input);
        Progress = job.Live.Progress;
        QueuePosition = job.Live.QueuePosition;
        EstimatedSecondsRemaining = job.Live.EstimatedSecondsRemaining;
        Attempt = job.Attempt;
        MaxAttempts = job.MaxAttempts;
        NextAttemptAt = job.NextAttemptAt;
        Result = job.Result is null ? null : new RawJson(job.Result);
        Error = job.Error;
        Usage = job.Usage;
        CreatedAt = job.CreatedAt;
        StartedAt = job.StartedAt;
        CompletedAt = job.CompletedAt;
    }

    public Guid Id { get; }

    public string Type { get; }

    public string Status { get; }

    public bool Terminal { get; }

    public int Version { get; }

    public RawJson Input { get; }

    public JobProgress Progress { get; }

    public int? QueuePosition { get; }

    public double? EstimatedSecondsRemaining { get; }

    public int Attempt { get; }

    public int MaxAttempts { get; }

    public DateTimeOffset? NextAttemptAt { get; }

    [JsonPropertyOrder(AfterAttempts)]
    public RawJson? Result { get; }

    [JsonPropertyOrder(AfterAttempts)]
    public JobError? Error { get; }

    [JsonPropertyOrder(AfterAttempts)]
    public JobUsage? Usage { get; }

    [JsonPropertyOrder(AfterAttempts)]
    public DateTimeOffset CreatedAt { get; }

    [JsonPropertyOrder(AfterAttempts)]
    public DateTimeOffset? StartedAt { get; }

    [JsonPropertyOrder(AfterAttempts)]
    public DateTimeOffset? CompletedAt { get; }

    public static JobItemBody From(JobView job) => new(job);
}
