namespace OrleansAiJobs.Grains.Recovery;

/// <summary>
/// Jobs of this silo whose row may say that their first attempt has begun although the AI was never called: they were stored, if at all, by a
/// write that seemed to fail. Safe for many threads; remembers the last 100,000.
/// </summary>
internal sealed class UncalledStarts
{
    private const int Most = 100_000;

    private readonly Lock _gate = new();
    private readonly HashSet<Guid> _jobs = [];
    private readonly Queue<Guid> _order = [];

    /// <summary>The write has failed, as far as is known.</summary>
    public void Add(Guid jobId)
    {
        lock (_gate)
        {
            if (_jobs.Add(jobId))
            {
                _order.Enqueue(jobId);
            }

            if (_order.Count > Most)
            {
                _jobs.Remove(_order.Dequeue());
            }
        }
    }

    /// <summary>From now on what the row says is true.</summary>
    public void Remove(Guid jobId)
    {
        lock (_gate)
        {
            _jobs.Remove(jobId);
        }
    }

    public bool Contains(Guid jobId)
    {
        lock (_gate)
        {
            return _jobs.Contains(jobId);
        }
    }
}
