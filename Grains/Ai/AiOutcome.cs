using OrleansAiJobs.Grains.Braking;
using OrleansAiJobs.Grains.Interfaces.Jobs;

namespace OrleansAiJobs.Grains.Ai;

/// <summary>What came of asking the AI: a result or an error.</summary>
[GenerateSerializer]
[Immutable]
[Alias("ai-jobs.AiOutcome")]
internal sealed record AiOutcome
{
    /// <summary>The job's result as a JSON object; null when <see cref="Error"/> is set.</summary>
    [Id(0)]
    public string? Result { get; init; }

    /// <summary>Null when <see cref="Result"/> is set.</summary>
    [Id(1)]
    public JobError? Error { get; init; }

    /// <summary>The earliest that the provider wants to be asked again, from now; null when it did not say.</summary>
    [Id(2)]
    public TimeSpan? RetryAfter { get; init; }

    /// <summary>False when the provider refused for its load (429): such an attempt does not count against the limit.</summary>
    [Id(3)]
    public bool Counts { get; init; } = true;

    [Id(4)]
    public int? ProviderStatus { get; init; }

    [Id(5)]
    public string? ProviderRequestId { get; init; }

    /// <summary>What this attempt used, as far as the provider told; null when it did not.</summary>
    [Id(6)]
    public JobUsage? Usage { get; init; }

    /// <summary>How many calls this attempt made: one, unless it mended an answer, read a text part by part, or knew the answer from before; none when the text is too long to be asked about.</summary>
    [Id(7)]
    public int Calls { get; init; } = 1;

    /// <summary>What the end of the attempt says of the provider.</summary>
    [Id(8)]
    public CallSign Sign { get; init; }
}
