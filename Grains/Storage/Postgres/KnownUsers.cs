using OrleansAiJobs.Grains.Storage.Rows;

namespace OrleansAiJobs.Grains.Storage.Postgres;

/// <summary>
/// Users who have a row: their next job need not see to it. It is no more than a memory, for somebody else may delete the row: then the
/// database refuses the job. Safe for many threads; begins anew when it is full.
/// </summary>
internal sealed class KnownUsers
{
    private const int Most = 100_000;

    private readonly Lock _gate = new();
    private readonly HashSet<Guid> _users = [];

    public bool Contains(Guid userId)
    {
        lock (_gate)
        {
            return _users.Contains(userId);
        }
    }

    /// <summary>These jobs were stored, so their users have rows.</summary>
    public void Remember(IEnumerable<RowChange> inserted)
    {
        lock (_gate)
        {
            foreach (var change in inserted)
            {
                if (_users.Count >= Most)
                {
                    _users.Clear();
                }

                _users.Add(change.Job.UserId);
            }
        }
    }

    /// <summary>Forgets the users of these jobs; false when none was known.</summary>
    public bool Forget(IEnumerable<RowChange> changes)
    {
        var forgot = false;
        lock (_gate)
        {
            foreach (var change in changes.Where(change => change.Kind is RowChangeKind.Insert))
            {
                forgot |= _users.Remove(change.Job.UserId);
            }
        }

        return forgot;
    }
}
