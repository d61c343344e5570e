using System.Collections.Concurrent;

namespace OrleansAiJobs.Grains.History;

/// <summary>The frontends that this silo has published to.</summary>
internal sealed class MetInboxes
{
    /// <summary>Orleans forgets a stream that was silent for half an hour; until then a greeting would be in vain.</summary>
    private static readonly TimeSpan Memory = TimeSpan.FromMinutes(25);

    private readonly ConcurrentDictionary<Guid, DateTimeOffset> _metAt = [];

    /// <summary>Whether this is the first meeting for long; it counts as met from now on.</summary>
    public bool IsNew(Guid inbox, DateTimeOffset now)
    {
        foreach (var (old, metAt) in _metAt)
        {
            if (now - metAt > Memory)
            {
                _metAt.TryRemove(old, out _);
            }
        }

        return _metAt.TryAdd(inbox, now);
    }
}
