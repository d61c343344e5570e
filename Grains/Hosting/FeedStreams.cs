using OrleansAiJobs.Grains.Interfaces.History;
using Orleans.Streams;

namespace OrleansAiJobs.Grains.Hosting;

/// <summary>The stream provider of the feed's inboxes. Silos and clients must agree on its queues.</summary>
public static class FeedStreams
{
    private const int Queues = 4;

    /// <summary>Lets a client of the cluster subscribe to its inbox.</summary>
    public static IClientBuilder AddAiJobsFeed(this IClientBuilder client) => client.AddMemoryStreams(Feeds.StreamProvider, streams =>
    {
        streams.ConfigurePartitioning(Queues);
        streams.ConfigureStreamPubSub(StreamPubSubType.ExplicitGrainBasedOnly);
    });

    internal static ISiloBuilder AddFeedStreams(this ISiloBuilder silo) => silo.AddMemoryStreams(Feeds.StreamProvider, streams =>
    {
        streams.ConfigurePartitioning(Queues);
        streams.ConfigureStreamPubSub(StreamPubSubType.ExplicitGrainBasedOnly);
        streams.ConfigurePullingAgent(agent => agent.Configure(options =>
        {
            options.GetQueueMsgsTimerPeriod = TimeSpan.FromMilliseconds(10);
            options.BatchContainerBatchSize = 64;
            options.MaxEventDeliveryTime = TimeSpan.FromSeconds(10);
        }));
        streams.ConfigureCacheEviction(cache => cache.Configure(options =>
        {
            options.DataMinTimeInCache = TimeSpan.FromSeconds(15);
            options.DataMaxAgeInCache = TimeSpan.FromSeconds(60);
        }));
    });
}
