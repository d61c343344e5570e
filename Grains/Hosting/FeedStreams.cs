using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Orleans.Streams;
using OrleansAiJobs.Grains.Interfaces.History;
using OrleansAiJobs.Grains.Streaming;

namespace OrleansAiJobs.Grains.Hosting;

/// <summary>The stream provider of the feed's inboxes. Silos and clients must agree on it.</summary>
public static class FeedStreams
{
    /// <summary>
    /// While a silo meets an inbox for the first time it reads nothing else from that inbox's queue, and an inbox that dies in that moment
    /// holds its queue up until the handshake fails. So there are more queues than frontends.
    /// </summary>
    private const int Queues = 32;

    /// <summary>Lets a client of the cluster subscribe to its inbox, and its calls belong to the traces that they are made for.</summary>
    public static IClientBuilder AddAiJobsFeed(this IClientBuilder client)
    {
        if (AiJobsTelemetry.Sends(client.Configuration))
        {
            client.AddActivityPropagation();
        }

        client.Services.TryAddSingleton(TimeProvider.System);
        KnownGrainInterfaces.AddTo(client.Services);
        return client.AddPersistentStreams(
            Feeds.StreamProvider, Create, streams => streams.ConfigureStreamPubSub(StreamPubSubType.ExplicitGrainBasedOnly));
    }

    internal static ISiloBuilder AddFeedStreams(this ISiloBuilder silo) => silo.AddPersistentStreams(Feeds.StreamProvider, Create, streams =>
    {
        streams.ConfigureStreamPubSub(StreamPubSubType.ExplicitGrainBasedOnly);
        streams.ConfigurePartitionBalancing((_, _) => new AllOwnQueues());
        streams.ConfigurePullingAgent(agent => agent.Configure(options =>
        {
            // The receiver waits for events. The timer only starts it again after a stream was registered.
            options.GetQueueMsgsTimerPeriod = TimeSpan.FromMilliseconds(10);
            // What waits travels together. On a silo that is full a delivery takes a tenth of a second, and few at a time the feed falls behind the jobs.
            options.BatchContainerBatchSize = 1024;
            options.MaxEventDeliveryTime = TimeSpan.FromSeconds(10);
        }));
    });

    private static LocalStream Create(IServiceProvider services, string name) =>
        new(name, Queues, services.GetRequiredService<TimeProvider>(), services.GetRequiredService<ILoggerFactory>());
}
