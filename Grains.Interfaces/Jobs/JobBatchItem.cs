namespace OrleansAiJobs.Grains.Interfaces.Jobs;

/// <summary>One job of a batch.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Type">The job type's name, such as <c>titles</c>.</param>
/// <param name="Input">As in <see cref="JobSubmission"/>.</param>
[GenerateSerializer]
[Immutable]
[Alias("ai-jobs.JobBatchItem")]
public sealed record JobBatchItem(
    [property: Id(0)] Guid Id,
    [property: Id(1)] string Type,
    [property: Id(2)] string Input);
