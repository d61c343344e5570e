namespace OrleansAiJobs.Grains.Running;

/// <summary>
/// When to collect garbage sooner than .NET would. All threads stand still for a collection, the longer the more old objects were changed since the last one,
/// and each call that waits for its AI is hundreds of them. Safe for many threads.
/// </summary>
/// <param name="processors">Of this machine: each of them makes garbage.</param>
internal sealed class CollectionPace(int processors)
{
    /// <summary>From so many calls under way.</summary>
    public const int Crowd = 1000;

    private readonly long _step = processors * 4L * 1024 * 1024;
    private long _allocatedThen;
    private long _lookedAt;
    private long _collectedAt;
    private int _most;
    private bool _shrinks;

    /// <summary>Whether the caller is to collect now; of those who ask at once, one.</summary>
    /// <param name="calls">Calls of the AI under way in this process.</param>
    /// <param name="allocated">Bytes allocated since the process began; only asked in a crowd.</param>
    public bool IsDue(int calls, Func<long> allocated)
    {
        if (calls < Crowd)
        {
            EndCrowd();
            return false;
        }

        var then = Volatile.Read(ref _allocatedThen);
        var now = allocated();
        return now - then >= _step && Interlocked.CompareExchange(ref _allocatedThen, now, then) == then;
    }

    /// <summary>
    /// Whether who was told by <see cref="IsDue"/> to collect is to collect what is old, too: once in each crowd, when a quarter of it is over. What ended calls
    /// leave is old by then, and memory would grow until .NET collected it, though ever fewer calls are under way.
    /// </summary>
    /// <param name="calls">Calls of the AI under way in this process.</param>
    public bool IsOldDue(int calls)
    {
        if (calls >= _most)
        {
            _most = calls;
            _shrinks = false;
            return false;
        }

        if (_shrinks || calls > _most - (_most / 4))
        {
            return false;
        }

        _shrinks = true;
        return true;
    }

    /// <summary>
    /// Whether somebody who looks again and again is to collect now: so little was allocated since he last looked that it would be long before .NET did. For one
    /// caller at a time.
    /// </summary>
    /// <param name="allocated">Bytes allocated since the process began.</param>
    public bool IsDueInQuiet(long allocated)
    {
        var isQuiet = allocated - _lookedAt < _step;
        _lookedAt = allocated;
        if (isQuiet && allocated - _collectedAt < _step)
        {
            return false;
        }

        // Amid much else .NET collects by itself.
        _collectedAt = allocated;
        return isQuiet;
    }

    private void EndCrowd()
    {
        // Asked for at each step of each job: written only where it changes, for the sake of the other processors.
        if (_most != 0)
        {
            _most = 0;
        }
    }
}
