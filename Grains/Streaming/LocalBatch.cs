using Orleans.Providers.Streams.Common;
using Orleans.Streams;

namespace OrleansAiJobs.Grains.Streaming;

/// <summary>What was published at once. It is serialized only on its way to the consumer.</summary>
/// <param name="StreamId">The stream.</param>
/// <param name="Events">Immutable events, best in an array: Orleans searches long for how to write what a collection expression is made of.</param>
/// <param name="Number">Its place in the queue.</param>
[GenerateSerializer]
[Immutable]
[Alias("ai-jobs.LocalBatch")]
internal sealed record LocalBatch(
    [property: Id(0)] StreamId StreamId,
    [property: Id(1)] IReadOnlyList<object> Events,
    [property: Id(2)] long Number) : IBatchContainer
{
    public StreamSequenceToken SequenceToken => new EventSequenceTokenV2(Number);

    public IEnumerable<Tuple<T, StreamSequenceToken>> GetEvents<T>() =>
        Events.Select((one, index) => Tuple.Create((T)one, (StreamSequenceToken)new EventSequenceTokenV2(Number, index)));

    public bool ImportRequestContext() => false;
}
