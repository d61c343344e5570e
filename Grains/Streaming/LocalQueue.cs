using System.Threading.Channels;
using Orleans.Streams;

namespace OrleansAiJobs.Grains.Streaming;

/// <summary>Events on their way from this silo's grains to its pulling agent.</summary>
internal sealed class LocalQueue
{
    /// <summary>Events that may wait, in the queue and again in the agent's cache.</summary>
    public const int Capacity = 16_384;

    private readonly Channel<LocalBatch> _batches =
        Channel.CreateBounded<LocalBatch>(new BoundedChannelOptions(Capacity) { SingleReader = true });

    private readonly Lock _gate = new();
    private long _number;

    /// <summary>False when it is full.</summary>
    public bool TryAdd(StreamId streamId, IReadOnlyList<object> events)
    {
        // The agent's cache wants the numbers in the order of the queue.
        lock (_gate)
        {
            return _batches.Writer.TryWrite(new LocalBatch(streamId, events, ++_number));
        }
    }

    /// <summary>Waits until there is something; empty when cancelled.</summary>
    public async Task<IList<IBatchContainer>> TakeAsync(int most, CancellationToken cancellationToken)
    {
        List<IBatchContainer> taken = [];
        try
        {
            await _batches.Reader.WaitToReadAsync(cancellationToken);
        }
        catch (OperationCanceledException)
        {
            return taken;
        }

        while (taken.Count < most && _batches.Reader.TryRead(out var batch))
        {
            taken.Add(batch);
        }

        return taken;
    }
}
