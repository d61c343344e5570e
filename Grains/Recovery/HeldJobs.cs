using System.Collections.Concurrent;

namespace OrleansAiJobs.Grains.Recovery;

/// <summary>The unfinished jobs whose activations are in this silo and at work. Safe for many threads.</summary>
internal sealed class HeldJobs
{
    private readonly ConcurrentDictionary<Guid, object> _holders = [];

    /// <summary>The activation takes the job up.</summary>
    public void Add(Guid jobId, object activation) => _holders[jobId] = activation;

    /// <summary>The activation lets go of it; another one that has taken it up since keeps it.</summary>
    public void Remove(Guid jobId, object activation) => _holders.TryRemove(new KeyValuePair<Guid, object>(jobId, activation));

    public bool Contains(Guid jobId) => _holders.ContainsKey(jobId);
}
