namespace OrleansAiJobs.Grains.Interfaces.Jobs;

/// <summary>The answer to a batch.</summary>
[GenerateSerializer]
[Immutable]
[Alias("ai-jobs.JobBatchAnswer")]
public sealed record JobBatchAnswer
{
    [Id(0)]
    public required SubmitStatus Status { get; init; }

    /// <summary>The jobs in the order of the batch, when accepted.</summary>
    [Id(1)]
    public IReadOnlyList<JobView> Jobs { get; init; } = [];

    /// <summary>What is wrong with the inputs, when one is invalid; the paths begin at the batch: <c>jobs[1].input.content</c>.</summary>
    [Id(2)]
    public IReadOnlyList<InputError> Errors { get; init; } = [];

    /// <summary>The names of the registered types, when a type is unknown.</summary>
    [Id(3)]
    public IReadOnlyList<string> KnownTypes { get; init; } = [];

    /// <summary>Whether this call has made the jobs, rather than found them.</summary>
    [Id(4)]
    public bool IsNew { get; init; }
}
