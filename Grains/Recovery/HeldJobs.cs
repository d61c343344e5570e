using System.Collections.Concurrent;

namespace OrleansAiJobs.Grains.Recovery;

/// <summary>The unfinished jobs whose activations are in this silo and at work. Safe for many threads.</summary>
internal sealed class HeldJobs
{
    private readonly ConcurrentDictionary<Guid, object> _holders = [];
    private int _count;

    public int Count => Volatile.Read(ref _count);

    /// <summary>The activation takes the job up.</summary>
    public void Add(Guid jobId, object activation)
    {
        while (!_holders.TryAdd(jobId, activation))
        {
            if (_holders.TryGetValue(jobId, out var other) && _holders.TryUpdate(jobId, activation, other))
            {
                return;
            }
        }

        Interlocked.Increment(ref _count);
    }

    /// <summary>The activation lets go of it; another one that has taken it up since keeps it.</summary>
    public void Remove(Guid jobId, object activation)
    {
        if (_holders.TryRemove(new KeyValuePair<Guid, object>(jobId, activation)))
        {
            Interlocked.Decrement(ref _count);
        }
    }

    public bool Contains(Guid jobId) => _holders.ContainsKey(jobId);
}
