using OrleansAiJobs.Grains.Interfaces.Jobs;

namespace OrleansAiJobs.Grains.History;

/// <summary>One user's jobs that were let in and have not been heard of since, so that what is on its way counts. Pure.</summary>
/// <param name="most">Unfinished jobs that the user may have.</param>
internal sealed class Admissions(int most)
{
    private readonly Dictionary<Guid, (int Version, DateTimeOffset At)> _expected = [];

    public IEnumerable<Guid> Expected => _expected.Keys;

    /// <summary>Lets all of the jobs in, or none. One that was let in before is not counted twice.</summary>
    /// <param name="jobs">The jobs that are to be unfinished.</param>
    /// <param name="version">The version that says so.</param>
    /// <param name="log">What is known of the user's jobs.</param>
    /// <param name="now">The time.</param>
    public bool TryAdmit(IReadOnlyList<Guid> jobs, int version, FeedLog log, DateTimeOffset now)
    {
        var further = 0;
        for (var i = 0; i < jobs.Count; i++)
        {
            further += IsFurther(jobs[i], log) ? 1 : 0;
        }

        if (log.UnfinishedCount + _expected.Count + further > most)
        {
            return false;
        }

        for (var i = 0; i < jobs.Count; i++)
        {
            if (IsFurther(jobs[i], log))
            {
                _expected.Add(jobs[i], (version, now));
            }
        }

        return true;
    }

    /// <summary>The job has told of itself: from now on what is known of it counts. A report from before does not.</summary>
    public void Hear(JobView job)
    {
        if (_expected.TryGetValue(job.Id, out var expected) && job.Version >= expected.Version)
        {
            _expected.Remove(job.Id);
        }
    }

    /// <summary>The job is gone, or never came.</summary>
    public void Forget(Guid jobId) => _expected.Remove(jobId);

    public IEnumerable<Guid> Before(DateTimeOffset time) => _expected.Where(job => job.Value.At < time).Select(job => job.Key);

    /// <summary>Not let in yet, nor known to be unfinished.</summary>
    private bool IsFurther(Guid job, FeedLog log) => !_expected.ContainsKey(job) && log.Find(job)?.Status.IsTerminal() is not false;
}
