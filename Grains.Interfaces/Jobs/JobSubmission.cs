namespace OrleansAiJobs.Grains.Interfaces.Jobs;

/// <summary>What a caller asks for.</summary>
/// <param name="UserId">The owner.</param>
/// <param name="Type">The job type's name, such as <c>titles</c>.</param>
/// <param name="Input">The input as a JSON object, not yet validated; its strings hold no U+0000 and no lone surrogates.</param>
[GenerateSerializer]
[Immutable]
[Alias("ai-jobs.JobSubmission")]
public sealed record JobSubmission(
    [property: Id(0)] Guid UserId,
    [property: Id(1)] string Type,
    [property: Id(2)] string Input)
{
    /// <summary>Only a job that is known already is given; a new one is checked, and then not made.</summary>
    [Id(3)]
    public bool OnlyKnown { get; init; }

    /// <summary>The span that asked, as a W3C <c>traceparent</c>; null when there is none.</summary>
    [Id(4)]
    public string? TraceParent { get; init; }

    /// <summary>The job's id was made for this call, which is the first with it: nothing can be stored under it.</summary>
    [Id(5)]
    public bool IdIsNew { get; init; }
}
