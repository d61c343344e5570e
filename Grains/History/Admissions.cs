using OrleansAiJobs.Grains.Interfaces.Jobs;

namespace OrleansAiJobs.Grains.History;

/// <summary>
/// One user's jobs that were let in and have not been heard of since, so that what is on its way counts. Safe for many threads: the user's
/// grain keeps it, and the jobs on the same silo ask it without a call.
/// </summary>
/// <param name="most">Unfinished jobs that the user may have.</param>
internal sealed class Admissions(int most)
{
    private readonly Lock _gate = new();
    private readonly Dictionary<Guid, (int Version, DateTimeOffset At)> _expected = [];
    private int _unfinished;

    public Guid[] Expected
    {
        get
        {
            lock (_gate)
            {
                return [.. _expected.Keys];
            }
        }
    }

    /// <summary>Lets all of the jobs in, or none. One that was let in before is not counted twice. For the user's grain.</summary>
    /// <param name="jobs">The jobs that are to be unfinished.</param>
    /// <param name="version">The version that says so.</param>
    /// <param name="log">What is known of the user's jobs.</param>
    /// <param name="now">The time.</param>
    public bool TryAdmit(IReadOnlyList<Guid> jobs, int version, FeedLog log, DateTimeOffset now)
    {
        lock (_gate)
        {
            Guid[] further = [.. jobs.Where(job => !_expected.ContainsKey(job) && log.Find(job)?.Status.IsTerminal() is not false)];
            if (log.UnfinishedCount + _expected.Count + further.Length > most)
            {
                return false;
            }

            foreach (var job in further)
            {
                _expected.Add(job, (version, now));
            }

            return true;
        }
    }

    /// <summary>Lets a job in for which there is room in any case. Where there may be none, the user's grain is to be asked, which knows more.</summary>
    public bool TryAdmit(Guid jobId, int version, DateTimeOffset now)
    {
        lock (_gate)
        {
            if (_expected.ContainsKey(jobId))
            {
                return true;
            }

            if (_unfinished + _expected.Count >= most)
            {
                return false;
            }

            _expected.Add(jobId, (version, now));
            return true;
        }
    }

    /// <summary>The job has told of itself: from now on what is known of it counts. A report from before does not.</summary>
    /// <param name="job">What it told.</param>
    /// <param name="unfinished">How many unfinished jobs are known now.</param>
    public void Hear(JobView job, int unfinished)
    {
        lock (_gate)
        {
            _unfinished = unfinished;
            if (_expected.TryGetValue(job.Id, out var expected) && job.Version >= expected.Version)
            {
                _expected.Remove(job.Id);
            }
        }
    }

    /// <summary>The job is gone, or never came.</summary>
    /// <param name="jobId">The job.</param>
    /// <param name="unfinished">How many unfinished jobs are known now.</param>
    public void Forget(Guid jobId, int unfinished)
    {
        lock (_gate)
        {
            _unfinished = unfinished;
            _expected.Remove(jobId);
        }
    }

    public Guid[] Before(DateTimeOffset time)
    {
        lock (_gate)
        {
            return [.. _expected.Where(job => job.Value.At < time).Select(job => job.Key)];
        }
    }
}
