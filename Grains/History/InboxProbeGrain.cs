using OrleansAiJobs.Grains.Interfaces.History;

namespace OrleansAiJobs.Grains.History;

/// <inheritdoc cref="IInboxProbeGrain"/>
internal sealed class InboxProbeGrain : Grain, IInboxProbeGrain
{
    public Task ProbeAsync(long number, CancellationToken cancellationToken)
    {
        var inbox = this.GetPrimaryKey();
        var stream = this.GetStreamProvider(Feeds.StreamProvider).GetStream<FeedMessage>(StreamId.Create(Feeds.StreamProvider, inbox));
        return stream.OnNextAsync(new FeedMessage(Guid.Empty, new FeedCursor(inbox, number), [], [], Closing: false));
    }
}
