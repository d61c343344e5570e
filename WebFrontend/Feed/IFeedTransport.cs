namespace OrleansAiJobs.WebFrontend.Feed;

/// <summary>The way to one client.</summary>
internal interface IFeedTransport
{
    /// <summary>Answers the client that its feed opens.</summary>
    Task StartAsync(CancellationToken cancellationToken);

    /// <summary>Sends the frames; done when the network has taken them.</summary>
    Task SendAsync(IReadOnlyList<FeedFrame> frames, CancellationToken cancellationToken);

    /// <summary>Cuts the way at once: a <see cref="SendAsync"/> that hangs fails.</summary>
    void Abort();
}
