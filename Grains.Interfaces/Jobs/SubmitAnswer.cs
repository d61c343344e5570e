namespace OrleansAiJobs.Grains.Interfaces.Jobs;

/// <summary>The answer to a submission.</summary>
[GenerateSerializer]
[Immutable]
[Alias("ai-jobs.SubmitAnswer")]
public sealed record SubmitAnswer
{
    [Id(0)]
    public required SubmitStatus Status { get; init; }

    /// <summary>The job, when accepted.</summary>
    [Id(1)]
    public JobView? Job { get; init; }

    /// <summary>What is wrong with the input, when invalid.</summary>
    [Id(2)]
    public IReadOnlyList<InputError> Errors { get; init; } = [];

    /// <summary>The names of the registered types, when the type is unknown.</summary>
    [Id(3)]
    public IReadOnlyList<string> KnownTypes { get; init; } = [];

    /// <summary>Whether this call has made the job, rather than found it.</summary>
    [Id(4)]
    public bool IsNew { get; init; }
}
