using System.Text.Json;

namespace OrleansAiJobs.Client;

/// <summary>A job as the service describes it.</summary>
public sealed record AiJob
{
    /// <summary>Its id.</summary>
    public required Guid Id { get; init; }

    /// <summary>Its type, such as <c>titles</c>.</summary>
    public required string Type { get; init; }

    /// <summary>Where it stands.</summary>
    public required AiJobStatus Status { get; init; }

    /// <summary>Whether it has ended.</summary>
    public required bool Terminal { get; init; }

    /// <summary>Grows with every change: of two descriptions of a job, the one with the higher version is the newer.</summary>
    public required int Version { get; init; }

    /// <summary>What was asked for, after trimming and defaults.</summary>
    public JsonElement Input { get; init; }

    /// <summary>How far it is.</summary>
    public AiJobProgress? Progress { get; init; }

    /// <summary>Its place in line, from 1; null when it does not wait.</summary>
    public int? QueuePosition { get; init; }

    /// <summary>How long it will take still, as far as one knows.</summary>
    public double? EstimatedSecondsRemaining { get; init; }

    /// <summary>The number of the latest attempt; 0 before the first.</summary>
    public int Attempt { get; init; }

    /// <summary>The number of the last attempt there may be.</summary>
    public int MaxAttempts { get; init; }

    /// <summary>When another attempt is due; null when none is.</summary>
    public DateTimeOffset? NextAttemptAt { get; init; }

    /// <summary>Its attempts; empty where jobs are listed.</summary>
    public IReadOnlyList<AiJobAttempt> Attempts { get; init; } = [];

    /// <summary>The result, as the job's type gives it; null until completed. <see cref="ReadResult{TResult}"/> reads it.</summary>
    public JsonElement? Result { get; init; }

    /// <summary>Why it failed; null otherwise.</summary>
    public AiJobError? Error { get; init; }

    /// <summary>What it has used, as far as the provider told.</summary>
    public AiJobUsage? Usage { get; init; }

    /// <summary>When it was submitted.</summary>
    public DateTimeOffset CreatedAt { get; init; }

    /// <summary>When its first attempt began.</summary>
    public DateTimeOffset? StartedAt { get; init; }

    /// <summary>When it ended.</summary>
    public DateTimeOffset? CompletedAt { get; init; }

    /// <summary>The result of a completed job.</summary>
    /// <typeparam name="TResult">Such as a record with a list of titles; names in camel case.</typeparam>
    /// <exception cref="InvalidOperationException">There is none: the job is not completed.</exception>
    public TResult ReadResult<TResult>() => Result is { } result
        ? result.Deserialize<TResult>(AiJobsJson.Options) ?? throw new InvalidOperationException($"The result of job {Id} is null.")
        : throw new InvalidOperationException($"Job {Id} is {Status} and has no result.");
}
