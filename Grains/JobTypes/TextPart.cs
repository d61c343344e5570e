namespace OrleansAiJobs.Grains.JobTypes;

/// <summary>A part of a text that is too long for the model.</summary>
public sealed record TextPart
{
    public required string Text { get; init; }

    /// <summary>Counts from 1.</summary>
    public required int Number { get; init; }

    /// <summary>How many parts there are.</summary>
    public required int Count { get; init; }

    /// <summary>The most words that the notes on it may have, so that the model can read those on all parts at once.</summary>
    public required int MaxWords { get; init; }
}
