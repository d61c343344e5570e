using Microsoft.Extensions.Logging;
using Orleans.Configuration;
using Orleans.Providers.Streams.Common;
using Orleans.Streams;

namespace OrleansAiJobs.Grains.Streaming;

/// <summary>
/// A stream provider whose queues are in the silo that publishes: an event waits for no timer and makes no way over another silo,
/// and a silo that goes takes only its own events along. Only grains publish.
/// </summary>
/// <remarks>
/// Not rewindable, since the numbers of several silos mean nothing to each other: a consumer hears every silo that publishes, in no
/// common order.
/// </remarks>
internal sealed class LocalStream : IQueueAdapterFactory, IQueueAdapter
{
    private readonly Dictionary<QueueId, LocalQueue> _queues;
    private readonly HashRingBasedStreamQueueMapper _mapper;
    private readonly SimpleQueueAdapterCache _cache;

    /// <param name="name">The provider's name.</param>
    /// <param name="queues">How many queues: a stream that is just being registered holds up the others of its queue.</param>
    /// <param name="time">Measures how many events come.</param>
    /// <param name="loggers">For the cache.</param>
    public LocalStream(string name, int queues, TimeProvider time, ILoggerFactory loggers)
    {
        Name = name;
        _mapper = new HashRingBasedStreamQueueMapper(new HashRingStreamQueueMapperOptions { TotalQueueCount = queues }, name);
        _queues = _mapper.GetAllQueues().ToDictionary(id => id, _ => new LocalQueue(time));
        _cache = new SimpleQueueAdapterCache(new SimpleQueueCacheOptions { CacheSize = LocalQueue.Capacity }, name, loggers);
    }

    public string Name { get; }

    public bool IsRewindable => false;

    public StreamProviderDirection Direction => StreamProviderDirection.ReadWrite;

    public Task<IQueueAdapter> CreateAdapter() => Task.FromResult<IQueueAdapter>(this);

    public IQueueAdapterCache GetQueueAdapterCache() => _cache;

    public IStreamQueueMapper GetStreamQueueMapper() => _mapper;

    public Task<IStreamFailureHandler> GetDeliveryFailureHandler(QueueId queueId) =>
        Task.FromResult<IStreamFailureHandler>(new NoOpStreamDeliveryFailureHandler());

    public IQueueAdapterReceiver CreateReceiver(QueueId queueId) => new LocalQueueReceiver(_queues[queueId]);

    /// <exception cref="StreamFullException">Nobody takes the events out: the newest are refused, so that memory stays bounded.</exception>
    public Task QueueMessageBatchAsync<T>(
        StreamId streamId, IEnumerable<T> events, StreamSequenceToken? token, Dictionary<string, object>? requestContext) =>
        _queues[_mapper.GetQueueForStream(streamId)].TryAdd(streamId, events.Cast<object>().ToArray())
            ? Task.CompletedTask
            : Task.FromException(new StreamFullException($"More than {LocalQueue.Capacity} events wait in a queue of stream provider {Name}."));
}
