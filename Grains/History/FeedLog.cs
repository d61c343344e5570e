using OrleansAiJobs.Grains.Interfaces.History;
using OrleansAiJobs.Grains.Interfaces.Jobs;

namespace OrleansAiJobs.Grains.History;

/// <summary>
/// The numbering of one user's feed: every unfinished job and the finished ones with the newest change, each with the number of its newest
/// change, and the removals among them. Pure. No event is stored: a change carries its job's whole state, so only the newest counts.
/// </summary>
internal sealed class FeedLog(Guid generation, int finishedKept)
{
    private readonly Dictionary<Guid, LinkedListNode<FeedChange>> _changes = [];

    // By number, for each new one is the largest.
    private readonly LinkedList<FeedChange> _order = [];
    private readonly Dictionary<Guid, DateTimeOffset> _createdOfRemoved = [];
    private int _finished;
    private int _removed;
    private long _number;
    private long _evicted;

    /// <summary>Where the feed stands.</summary>
    public FeedCursor Cursor => new(generation, _number);

    public IEnumerable<JobView> Unfinished => _order.Select(change => change.Job).OfType<JobView>().Where(job => !job.Status.IsTerminal());

    public int UnfinishedCount => _changes.Count - _finished - _removed;

    /// <summary>Those that ended before the time.</summary>
    public IEnumerable<Guid> FinishedBefore(DateTimeOffset time) =>
        _order.Where(change => change.Job?.CompletedAt < time).Select(change => change.JobId);

    public JobView? Find(Guid jobId) => Known(jobId)?.Job;

    /// <summary>Numbers the change; null when the log knows it, or a later one, already.</summary>
    public FeedChange? Apply(JobView job)
    {
        if (Known(job.Id) is { } known && !IsNewer(job, known))
        {
            return null;
        }

        return Put(new FeedChange(++_number, job.Id, job));
    }

    /// <summary>Numbers the removal; null when the log knows it already.</summary>
    public FeedChange? Remove(Guid jobId)
    {
        var known = Known(jobId);
        if (known is { Job: null })
        {
            return null;
        }

        var change = Put(new FeedChange(++_number, jobId, null));
        if (known?.Job is { } job)
        {
            _createdOfRemoved[jobId] = job.CreatedAt;
        }

        return change;
    }

    /// <summary>Replaces the live members of a job without numbering anything.</summary>
    public void Refresh(FeedLive live)
    {
        if (live.Live is { } members && _changes.TryGetValue(live.JobId, out var known) && known.Value.Job is { } job && job.Version == live.Version)
        {
            known.Value = known.Value with { Job = job with { Live = members } };
        }
    }

    /// <summary>What a reader at that place has missed; without a place, every unfinished job.</summary>
    public FeedCatchUp Since(FeedCursor? cursor)
    {
        var running = Unfinished.Where(job => job.Status is JobStatus.Processing).Select(job => new RunningAttempt(job.Id, job.Attempt)).ToArray();
        if (cursor is null)
        {
            return new FeedCatchUp(Cursor, Reset: false, [.. _order.Where(change => change.Job?.Status.IsTerminal() is false)], running);
        }

        var known = cursor.Generation == generation && cursor.Number >= _evicted && cursor.Number <= _number;
        return known
            ? new FeedCatchUp(Cursor, Reset: false, [.. _order.Where(change => change.Number > cursor.Number)], running)
            : new FeedCatchUp(Cursor, Reset: true, [.. _order.Where(change => change.Job is not null)], running);
    }

    private FeedChange? Known(Guid jobId) => _changes.GetValueOrDefault(jobId)?.Value;

    // A report that was on its way when its job was removed must not bring the job back; a new job of the same id is created later.
    private bool IsNewer(JobView job, FeedChange known) => known.Job is { } before
        ? (job.CreatedAt, job.Version).CompareTo((before.CreatedAt, before.Version)) > 0
        : _createdOfRemoved.TryGetValue(job.Id, out var createdBefore) && job.CreatedAt > createdBefore;

    private FeedChange Put(FeedChange change)
    {
        if (Known(change.JobId) is { } before)
        {
            Take(before);
        }

        _changes[change.JobId] = _order.AddLast(change);
        Count(change, 1);
        Evict();
        return change;
    }

    private void Take(FeedChange change)
    {
        _changes.Remove(change.JobId, out var place);
        _order.Remove(place!);
        _createdOfRemoved.Remove(change.JobId);
        Count(change, -1);
    }

    private void Count(FeedChange change, int by)
    {
        _finished += change.Job is { } job && job.Status.IsTerminal() ? by : 0;
        _removed += change.Job is null ? by : 0;
    }

    private void Evict()
    {
        while (_finished > finishedKept)
        {
            Evict(_order.First(change => change.Job is { } job && job.Status.IsTerminal()));
        }

        while (_removed > finishedKept)
        {
            Evict(_order.First(change => change.Job is null));
        }
    }

    private void Evict(FeedChange oldest)
    {
        _evicted = Math.Max(_evicted, oldest.Number);
        Take(oldest);
    }
}
