namespace OrleansAiJobs.Grains.Interfaces.Jobs;

/// <summary>What a job has used, summed over its attempts.</summary>
/// <param name="Model">The model that answered last.</param>
/// <param name="InputTokens">Tokens sent.</param>
/// <param name="OutputTokens">Tokens received.</param>
[GenerateSerializer]
[Immutable]
[Alias("ai-jobs.JobUsage")]
public sealed record JobUsage(
    [property: Id(0)] string Model,
    [property: Id(1)] long InputTokens,
    [property: Id(2)] long OutputTokens);
