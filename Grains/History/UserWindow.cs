using OrleansAiJobs.Grains.Interfaces.History;
using OrleansAiJobs.Grains.Interfaces.Jobs;

namespace OrleansAiJobs.Grains.History;

/// <summary>
/// What one user's feed knows, and who follows it. Safe for many threads: the user's grain keeps it, and the jobs on the same silo tell it of
/// themselves without a call.
/// </summary>
/// <param name="log">The numbering.</param>
/// <param name="admissions">The jobs that were let in.</param>
/// <param name="followers">The frontends.</param>
internal sealed class UserWindow(FeedLog log, Admissions admissions, FeedFollowers followers)
{
    private static readonly ReportAck Watched = new(Watched: true);
    private static readonly ReportAck Unwatched = new(Watched: false);

    private readonly Lock _gate = new();
    private readonly Dictionary<Guid, DateTimeOffset> _heard = [];

    // While rows are being read: the jobs that have told of themselves since.
    private HashSet<Guid>? _toldMeanwhile;
    private bool _isClosed;

    public JobView[] Unfinished
    {
        get
        {
            lock (_gate)
            {
                return [.. log.Unfinished];
            }
        }
    }

    public JobView? Find(Guid jobId)
    {
        lock (_gate)
        {
            return log.Find(jobId);
        }
    }

    /// <summary>Takes a report; null when the user's grain goes, and another activation of it is to be told.</summary>
    public ReportAck? Report(JobReport report, DateTimeOffset now)
    {
        lock (_gate)
        {
            if (_isClosed)
            {
                return null;
            }

            _toldMeanwhile?.Add(report.JobId);
            if (report.Removed)
            {
                Remove(report.JobId);
            }
            else if (report.Job is { } job)
            {
                Apply(job, now);
            }

            if (report.Live is { } live)
            {
                _heard[report.JobId] = now;
                log.Refresh(live);
                followers.Publish(log.Cursor, null, live);
            }

            return followers.Any ? Watched : Unwatched;
        }
    }

    /// <inheritdoc cref="Admissions.TryAdmit"/>
    public bool TryAdmit(IReadOnlyList<Guid> jobs, int version, DateTimeOffset now)
    {
        lock (_gate)
        {
            return admissions.TryAdmit(jobs, version, log, now);
        }
    }

    /// <summary>What the cursor has missed; begins or renews the inbox' lease, unless it is empty.</summary>
    /// <param name="inbox">The frontend's stream.</param>
    /// <param name="cursor">The last number received.</param>
    /// <param name="begins">Whether the lease began: nobody may have watched before.</param>
    public FeedCatchUp Follow(Guid inbox, FeedCursor? cursor, out bool begins)
    {
        lock (_gate)
        {
            begins = inbox != Guid.Empty && followers.Renew(inbox);
            return log.Since(cursor);
        }
    }

    public void Unfollow(Guid inbox)
    {
        lock (_gate)
        {
            followers.End(inbox);
        }
    }

    public void DropExpired()
    {
        lock (_gate)
        {
            followers.DropExpired();
        }
    }

    /// <summary>The unfinished jobs that have been silent since the one time, and the finished ones that ended before the other.</summary>
    public Guid[] Doubtful(DateTimeOffset silentSince, DateTimeOffset outlived)
    {
        lock (_gate)
        {
            var silent = _heard.Where(heard => heard.Value < silentSince).Select(heard => heard.Key).Concat(admissions.Before(silentSince));
            return [.. silent, .. log.FinishedBefore(outlived)];
        }
    }

    /// <summary>The jobs that count as unfinished.</summary>
    public Guid[] Counted(int most)
    {
        lock (_gate)
        {
            return [.. log.Unfinished.Select(job => job.Id).Concat(admissions.Expected).Take(most)];
        }
    }

    /// <summary>Rows are about to be read, one reading at a time: a job that tells of itself from now on is there, whatever was read.</summary>
    public void BeginReading()
    {
        lock (_gate)
        {
            _toldMeanwhile = [];
        }
    }

    /// <summary>Takes what was read.</summary>
    /// <param name="asked">The jobs whose rows were asked for.</param>
    /// <param name="rows">The rows that there are.</param>
    /// <param name="mayStillCome">Whether a job without a row may only be on its way.</param>
    /// <param name="now">The time.</param>
    public void Take(IReadOnlyCollection<Guid> asked, IReadOnlyCollection<JobView> rows, bool mayStillCome, DateTimeOffset now)
    {
        lock (_gate)
        {
            foreach (var row in rows)
            {
                Apply(row, now);
            }

            foreach (var gone in asked.Except(rows.Select(row => row.Id)).Except(_toldMeanwhile ?? []))
            {
                _heard.Remove(gone);
                if (log.Find(gone) is not null)
                {
                    Remove(gone);
                }
            }

            if (!mayStillCome)
            {
                // Long since let in: what the store says of them is all there is.
                foreach (var job in asked)
                {
                    admissions.Forget(job);
                }
            }
        }
    }

    public void EndReading()
    {
        lock (_gate)
        {
            _toldMeanwhile = null;
        }
    }

    /// <summary>Takes nothing from now on, and tells the followers.</summary>
    public Task CloseAsync()
    {
        FeedCursor cursor;
        lock (_gate)
        {
            _isClosed = true;
            cursor = log.Cursor;
        }

        return followers.CloseAsync(cursor);
    }

    private void Apply(JobView job, DateTimeOffset now)
    {
        var news = log.Apply(job);
        admissions.Hear(job);
        if (news is { } change)
        {
            followers.Publish(log.Cursor, change, null);
        }

        // What came may be older than what is known.
        if ((log.Find(job.Id) ?? job).Status.IsTerminal())
        {
            _heard.Remove(job.Id);
        }
        else
        {
            _heard[job.Id] = now;
        }
    }

    private void Remove(Guid jobId)
    {
        _heard.Remove(jobId);
        var news = log.Remove(jobId);
        admissions.Forget(jobId);
        if (news is { } change)
        {
            followers.Publish(log.Cursor, change, null);
        }
    }
}
