using System.Threading.Channels;
using Orleans.Streams;

namespace OrleansAiJobs.Grains.Streaming;

/// <summary>Events on their way from this silo's grains to its pulling agent.</summary>
/// <param name="time">Measures how many come.</param>
internal sealed class LocalQueue(TimeProvider time)
{
    /// <summary>Events that may wait, in the queue and again in the agent's cache.</summary>
    public const int Capacity = 16_384;

    /// <summary>Events a second from which on there are many: those of several hundred jobs.</summary>
    public const int Many = 1_500;

    /// <summary>How long it gathers while many events come. To take them one by one is more work for the agent than to deliver them.</summary>
    public static readonly TimeSpan Linger = TimeSpan.FromMilliseconds(5);

    private readonly Channel<LocalBatch> _batches =
        Channel.CreateBounded<LocalBatch>(new BoundedChannelOptions(Capacity) { SingleReader = true });

    private readonly EventRate _rate = new(Many, time);
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

    /// <summary>Waits until there is something, and a little longer while many events come; empty when cancelled.</summary>
    public async Task<IList<IBatchContainer>> TakeAsync(int most, CancellationToken cancellationToken)
    {
        List<IBatchContainer> taken = [];
        try
        {
            await _batches.Reader.WaitToReadAsync(cancellationToken);
            if (_rate.IsHigh())
            {
                await Task.Delay(Linger, time, cancellationToken);
            }
        }
        catch (OperationCanceledException)
        {
            return taken;
        }

        while (taken.Count < most && _batches.Reader.TryRead(out var batch))
        {
            taken.Add(batch);
        }

        _rate.Add(taken.Count);
        return taken;
    }
}
