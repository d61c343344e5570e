using OrleansAiJobs.Grains.Interfaces.History;

namespace OrleansAiJobs.WebFrontend.Feed;

/// <summary>What one client has still to be told of one job, and what it knows of the job's text.</summary>
internal sealed class Untold
{
    /// <summary>The newest change.</summary>
    public FeedChange? Change { get; set; }

    /// <summary>The newest progress.</summary>
    public FeedLive? Progress { get; set; }

    /// <summary>How much of the text was sent; null when the job has none.</summary>
    public SentText? Text { get; set; }

    /// <summary>There is nothing to tell and nothing to remember.</summary>
    public bool IsNothing => Change is null && Progress is null && Text is null;

    /// <param name="Attempt">Whose text.</param>
    /// <param name="Length">So many characters of it.</param>
    /// <param name="Dirty">The text has changed since.</param>
    internal readonly record struct SentText(int Attempt, int Length, bool Dirty);
}
