using OrleansAiJobs.Grains.Interfaces.Jobs;

namespace OrleansAiJobs.Grains.Interfaces.History;

/// <summary>How a job gets on between two changes.</summary>
[GenerateSerializer]
[Immutable]
[Alias("ai-jobs.FeedLive")]
public sealed record FeedLive
{
    [Id(0)]
    public required Guid JobId { get; init; }

    [Id(1)]
    public required int Version { get; init; }

    [Id(2)]
    public required int Attempt { get; init; }

    /// <summary>The live members; null when only the text has grown.</summary>
    [Id(3)]
    public JobLive? Live { get; init; }

    /// <summary>Where <see cref="Text"/> begins, in UTF-16 units: it replaces everything from there on.</summary>
    [Id(4)]
    public int TextOffset { get; init; }

    /// <summary>What the attempt has written since; null when only the live members have changed.</summary>
    [Id(5)]
    public string? Text { get; init; }
}
