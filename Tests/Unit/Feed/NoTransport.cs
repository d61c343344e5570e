using OrleansAiJobs.WebFrontend.Feed;

namespace OrleansAiJobs.Tests.Unit.Feed;

/// <summary>For feeds of which the test takes the events itself, or none.</summary>
internal sealed class NoTransport : IFeedTransport
{
    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task SendAsync(IReadOnlyList<FeedFrame> frames, CancellationToken cancellationToken) => Task.CompletedTask;

    public void Abort()
    {
    }
}
