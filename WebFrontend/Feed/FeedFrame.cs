using OrleansAiJobs.Grains.Interfaces.History;
using OrleansAiJobs.Grains.Interfaces.Jobs;

namespace OrleansAiJobs.WebFrontend.Feed;

/// <summary>One event of a feed, whatever the transport.</summary>
internal abstract record FeedFrame
{
    private FeedFrame()
    {
    }

    /// <summary>The cursor that a client holds once it has the event; null for events without one.</summary>
    public string? Id { get; init; }

    internal sealed record Ready : FeedFrame;

    internal sealed record Job(JobView View) : FeedFrame;

    internal sealed record Deleted(Guid JobId) : FeedFrame;

    internal sealed record Progress(FeedLive Live) : FeedFrame;

    internal sealed record Delta(Guid JobId, int Attempt, int Offset, string Text) : FeedFrame;

    internal sealed record Reset : FeedFrame;

    internal sealed record Ping : FeedFrame;
}
