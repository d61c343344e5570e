using OrleansAiJobs.Grains.Interfaces.Jobs;

namespace OrleansAiJobs.Grains.Interfaces.History;

/// <summary>Which part of a history is asked for.</summary>
[GenerateSerializer]
[Immutable]
[Alias("ai-jobs.HistoryQuery")]
public sealed record HistoryQuery
{
    /// <summary>At most so many jobs, 1 to 100.</summary>
    [Id(0)]
    public required int Limit { get; init; }

    /// <summary>Only jobs that come after this place; null for the first page.</summary>
    [Id(1)]
    public HistoryPosition? After { get; init; }

    /// <summary>Only jobs of this type.</summary>
    [Id(2)]
    public string? Type { get; init; }

    /// <summary>Only jobs in this state.</summary>
    [Id(3)]
    public JobStatus? Status { get; init; }
}
