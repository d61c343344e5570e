using OrleansAiJobs.Grains.Interfaces.Jobs;

namespace OrleansAiJobs.Grains.Interfaces.History;

/// <summary>A page of a history.</summary>
/// <param name="Items">The jobs, the newest first, without attempts and with their content cut.</param>
/// <param name="Next">Where the next page begins; null on the last.</param>
/// <param name="KnownTypes">The registered types, when the query asked for none of them; else null.</param>
[GenerateSerializer]
[Immutable]
[Alias("ai-jobs.HistoryPage")]
public sealed record HistoryPage(
    [property: Id(0)] IReadOnlyList<JobView> Items,
    [property: Id(1)] HistoryPosition? Next,
    [property: Id(2)] IReadOnlyList<string>? KnownTypes = null);
