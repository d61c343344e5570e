namespace OrleansAiJobs.Grains.Interfaces.Jobs;

/// <summary>The record of one attempt.</summary>
[GenerateSerializer]
[Immutable]
[Alias("ai-jobs.JobAttempt")]
public sealed record JobAttempt
{
    /// <summary>Counts from 1 over the job's whole life.</summary>
    [Id(0)]
    public required int Number { get; init; }

    [Id(1)]
    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>Null while the attempt is under way.</summary>
    [Id(2)]
    public DateTimeOffset? EndedAt { get; init; }

    /// <summary>Null while under way and after success.</summary>
    [Id(3)]
    public JobError? Error { get; init; }

    /// <summary>The HTTP status of the provider's answer, where there was one.</summary>
    [Id(4)]
    public int? ProviderStatus { get; init; }

    /// <summary>The id that the provider gave the request, for its support.</summary>
    [Id(5)]
    public string? ProviderRequestId { get; init; }

    /// <summary>
    /// How many calls to the AI it took, when not one: more where an answer had to be mended or a long text was read part by part, none
    /// where the answer was known from before.
    /// Null when it was one, and while under way or cut off, when nobody knows.
    /// </summary>
    [Id(6)]
    public int? Calls { get; init; }

    /// <summary>The attempt's span in the job's trace, 16 hexadecimal digits; null when it was not recorded.</summary>
    [Id(7)]
    public string? SpanId { get; init; }
}
