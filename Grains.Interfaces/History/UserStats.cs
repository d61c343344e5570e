namespace OrleansAiJobs.Grains.Interfaces.History;

/// <summary>A user's numbers for the page's header.</summary>
/// <param name="Pending">Jobs that wait.</param>
/// <param name="Processing">Jobs that run.</param>
/// <param name="Engine">The model that answers, or <c>local</c>.</param>
/// <param name="MedianSeconds">By job type, how long jobs have lately taken; a type nobody used lately is absent.</param>
[GenerateSerializer]
[Immutable]
[Alias("ai-jobs.UserStats")]
public sealed record UserStats(
    [property: Id(0)] int Pending,
    [property: Id(1)] int Processing,
    [property: Id(2)] string Engine,
    [property: Id(3)] IReadOnlyDictionary<string, double> MedianSeconds);
