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

    /// <summary>The name of its type.</summary>
    public string Type { get; }

    /// <summary><c>pending</c>: it waits for a slot or for its next attempt. The last three are terminal.</summary>
    public string Status { get; }

    /// <summary>Whether it has come to its end; only a manual retry makes it go on.</summary>
    public bool Terminal { get; }

    /// <summary>Grows with every change but those of the live members; never falls.</summary>
    public int Version { get; }

    public RawJson Input { get; }

    /// <summary>Live: not versioned.</summary>
    public JobProgress Progress { get; }

    /// <summary>Live: its place in line, from 1; null when it does not wait for a slot.</summary>
    public int? QueuePosition { get; }

    /// <summary>Live: null while too little is known, and at the end.</summary>
    public double? EstimatedSecondsRemaining { get; }

    /// <summary>The number of the latest attempt; 0 before the first.</summary>
    public int Attempt { get; }

    /// <summary>The number of the last attempt there may be.</summary>
    public int MaxAttempts { get; }

    /// <summary>When the next attempt is due; set only while the job waits for it.</summary>
    public DateTimeOffset? NextAttemptAt { get; }

    [JsonPropertyOrder(AfterAttempts)]
    public RawJson? Result { get; }

    [JsonPropertyOrder(AfterAttempts)]
    public JobError? Error { get; }

    [JsonPropertyOrder(AfterAttempts)]
    public JobUsage? Usage { get; }

    /// <summary>When it was accepted.</summary>
    [JsonPropertyOrder(AfterAttempts)]
    public DateTimeOffset CreatedAt { get; }

    /// <summary>When the first attempt began.</summary>
    [JsonPropertyOrder(AfterAttempts)]
    public DateTimeOffset? StartedAt { get; }

    /// <summary>When it reached its terminal state.</summary>
    [JsonPropertyOrder(AfterAttempts)]
    public DateTimeOffset? CompletedAt { get; }

    public static JobItemBody From(JobView job) => new(job);
}
