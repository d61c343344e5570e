namespace OrleansAiJobs.Grains.Interfaces.Jobs;

/// <summary>What a caller asks for together.</summary>
/// <param name="UserId">The owner.</param>
/// <param name="Jobs">1 to 100 jobs.</param>
[GenerateSerializer]
[Immutable]
[Alias("ai-jobs.JobBatch")]
public sealed record JobBatch(
    [property: Id(0)] Guid UserId,
    [property: Id(1)] IReadOnlyList<JobBatchItem> Jobs)
{
    /// <summary>As in <see cref="JobSubmission"/>.</summary>
    [Id(2)]
    public bool OnlyKnown { get; init; }

    /// <summary>As in <see cref="JobSubmission"/>.</summary>
    [Id(3)]
    public string? TraceParent { get; init; }
}
