using System.Threading.Channels;

namespace OrleansAiJobs.Grains.Storage.Batching;

/// <summary>
/// The calls that wait for one loop. Calls for the same row leave in the order in which they came, each in a batch of its own.
/// Written to by many, read by one.
/// </summary>
internal sealed class BatchLane<TRequest, TAnswer>(BatchLimits limits)
    where TRequest : IBatchRequest
{
    private readonly Channel<BatchCall<TRequest, TAnswer>> _calls = Channel.CreateBounded<BatchCall<TRequest, TAnswer>>(
        new BoundedChannelOptions(limits.Capacity) { SingleReader = true });

    // Taken from the channel, but their row was already in the batch.
    private List<BatchCall<TRequest, TAnswer>> _held = [];

    public ChannelWriter<BatchCall<TRequest, TAnswer>> Writer => _calls.Writer;

    /// <summary>False once the lane is complete and empty.</summary>
    public ValueTask<bool> WaitAsync() =>
        _held.Count > 0 ? ValueTask.FromResult(true) : _calls.Reader.WaitToReadAsync(CancellationToken.None);

    /// <summary>Takes what is waiting, sorted by row, as much as the limits allow. Never waits; empty only when nothing is there.</summary>
    public List<BatchCall<TRequest, TAnswer>> Take()
    {
        var batch = new Batch(limits);
        var held = new List<BatchCall<TRequest, TAnswer>>();
        var rest = 0;
        for (; rest < _held.Count && batch.HasRoomFor(_held[rest]); rest++)
        {
            AddOrHold(_held[rest]);
        }

        if (rest < _held.Count)
        {
            // Whatever comes after them waits, too, or it could overtake one of the same row.
            held.AddRange(_held.Skip(rest));
        }
        else
        {
            // What is held must stay bounded.
            while (held.Count < limits.MaxRows && _calls.Reader.TryPeek(out var next) && batch.HasRoomFor(next) && _calls.Reader.TryRead(out next))
            {
                AddOrHold(next);
            }
        }

        _held = held;
        batch.Calls.Sort((left, right) => left.Request.Id.CompareTo(right.Request.Id));
        return batch.Calls;

        void AddOrHold(BatchCall<TRequest, TAnswer> call)
        {
            if (!batch.TryAdd(call))
            {
                held.Add(call);
            }
        }
    }

    private sealed class Batch(BatchLimits limits)
    {
        private readonly HashSet<Guid> _ids = [];
        private long _textLength;

        public List<BatchCall<TRequest, TAnswer>> Calls { get; } = [];

        public bool HasRoomFor(BatchCall<TRequest, TAnswer> call) =>
            Calls.Count == 0 || (Calls.Count < limits.MaxRows && _textLength + call.Request.TextLength <= limits.MaxTextLength);

        public bool TryAdd(BatchCall<TRequest, TAnswer> call)
        {
            if (!_ids.Add(call.Request.Id))
            {
                return false;
            }

            Calls.Add(call);
            _textLength += call.Request.TextLength;
            return true;
        }
    }
}
