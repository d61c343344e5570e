using System.Collections.ObjectModel;
using OrleansAiJobs.Grains.Interfaces.History;
using OrleansAiJobs.Grains.Interfaces.Jobs;

namespace OrleansAiJobs.WebFrontend.Feed;

/// <summary>
/// One client's view of a feed. It holds no queue of events but what the client does not know yet: for each job the newest change,
/// the newest progress, and how much of its text was sent. So a slow client costs no more memory than the user's window,
/// and gets fewer, newer events.
/// </summary>
/// <param name="texts">Where the texts so far are; guarded by the same lock.</param>
/// <param name="gate">The lock of the user's feed, held by whoever calls anything but <see cref="WaitAsync"/>, <see cref="Close"/>, <see cref="Expect"/> and <see cref="Take"/>.</param>
/// <param name="only">The job, for a feed of one job; null for all.</param>
internal sealed class FeedConnection(LiveTexts texts, Lock gate, Guid? only)
{
    private readonly FeedSignal _signal = new();

    // Null while there is nothing in it, which is mostly, for thousands.
    private Dictionary<Guid, Untold>? _jobs;
    private Guid _generation;
    private long _begunAt;
    private long? _readyAt;
    private int _version;
    private bool _open;
    private bool _isOutrun;
    private bool _reset;
    private bool _ping;

    /// <summary>Nothing follows: the one job is finished or gone.</summary>
    public bool Ended { get; private set; }

    /// <summary>Completes when there is something to take; false once closed.</summary>
    public ValueTask<bool> WaitAsync() => _signal.WaitAsync();

    /// <summary>The client is gone, or has to go. Needs no lock.</summary>
    public void Close() => _signal.Close();

    /// <summary>The grain is about to be asked what the client has missed. Takes the lock.</summary>
    public void Expect()
    {
        lock (gate)
        {
            _isOutrun = false;
        }
    }

    /// <summary>
    /// The feed opens: what it has missed, then <c>ready</c>. Changes that came meanwhile and are part of it are dropped. False when the user's
    /// feed has begun anew since the grain was asked: then it has to be asked again.
    /// </summary>
    /// <param name="catchUp">What was missed.</param>
    /// <param name="version">In a job's own feed: the version that the client holds already.</param>
    public bool TryBegin(FeedCatchUp catchUp, int version = 0)
    {
        if (_isOutrun)
        {
            return false;
        }

        foreach (var (_, job) in Jobs)
        {
            job.Change = job.Change?.Number <= catchUp.Cursor.Number ? null : job.Change;
        }

        _version = version;
        Open(catchUp);
        return true;
    }

    /// <summary>The user's feed begins anew, with other numbers: whatever waits is part of what there is now, or belongs to no more.</summary>
    public void BeginAnew(FeedCatchUp catchUp)
    {
        _jobs = null;
        if (!_open)
        {
            _isOutrun = true;
        }
        else if (only is not { } one || catchUp.Changes.Any(change => change.JobId == one))
        {
            Open(catchUp);
        }
        else
        {
            // Gone, or finished long ago: the client learns it when it comes back.
            Close();
        }
    }

    /// <summary>A job has changed. What the opening has covered comes once more to the user's feed, but not to this connection.</summary>
    public void Changed(FeedChange change)
    {
        if (!_open || change.Number > _begunAt)
        {
            Put(change);
        }
    }

    public void ProgressChanged(FeedLive live)
    {
        if (only is null || only == live.JobId)
        {
            Of(live.JobId).Progress = live;
            Signal();
        }
    }

    /// <summary>The text has changed from the offset on.</summary>
    public void TextChanged(Guid jobId, int attempt, int offset)
    {
        if (only is null || only == jobId)
        {
            var job = Of(jobId);
            var length = job.Text is { } sent && sent.Attempt == attempt ? Math.Min(sent.Length, offset) : 0;
            job.Text = new Untold.SentText(attempt, length, Dirty: true);
            Signal();
        }
    }

    public void Ping()
    {
        _ping = true;
        Signal();
    }

    /// <summary>Everything that the client does not know yet, in an order in which every id holds.</summary>
    public IReadOnlyList<FeedFrame> Take()
    {
        lock (gate)
        {
            List<FeedFrame> frames = [];
            if (_open)
            {
                if (_reset)
                {
                    frames.Add(new FeedFrame.Reset());
                    _reset = false;
                }

                TakeChanges(frames, _readyAt ?? long.MaxValue);
                TakeTexts(frames);
                if (_readyAt is { } number && !Ended)
                {
                    frames.Add(new FeedFrame.Ready { Id = IdOf(number) });
                    _readyAt = null;
                    TakeChanges(frames, long.MaxValue);
                    TakeTexts(frames);
                }

                ForgetWhatIsTold();
            }

            if (_ping && frames.Count == 0)
            {
                frames.Add(new FeedFrame.Ping());
            }

            _ping = false;
            return frames;
        }
    }

    private void Open(FeedCatchUp catchUp)
    {
        _open = true;
        _reset |= catchUp.Reset && only is null;
        _generation = catchUp.Cursor.Generation;
        _begunAt = catchUp.Cursor.Number;
        _readyAt = _begunAt;
        foreach (var change in catchUp.Changes)
        {
            Put(change);
        }

        foreach (var running in catchUp.Running)
        {
            TextChanged(running.JobId, attempt: 0, offset: 0);
        }

        Signal();
    }

    private void Put(FeedChange change)
    {
        if (only is not null && only != change.JobId)
        {
            return;
        }

        var job = Of(change.JobId);
        if (job.Change?.Number >= change.Number)
        {
            return;
        }

        if (job.Change is not null)
        {
            FeedMetrics.Superseded();
        }

        job.Change = change;
        Signal();
    }

    private void TakeChanges(List<FeedFrame> frames, long upTo)
    {
        foreach (var job in Jobs.Select(job => job.Value).Where(job => job.Change?.Number <= upTo).OrderBy(job => job.Change!.Number).ToArray())
        {
            var change = job.Change!;
            job.Change = null;
            if (only is not null && change.Job?.Version <= _version)
            {
                continue;
            }

            _version = change.Job?.Version ?? _version;
            Ended = only is not null && change.Job?.Status.IsTerminal() is not false;
            Supersede(job, change);
            Recover(job, change);
            frames.Add(change.Job is { } view
                ? new FeedFrame.Job(view) { Id = IdOf(change.Number) }
                : new FeedFrame.Deleted(change.JobId) { Id = IdOf(change.Number) });
        }
    }

    /// <summary>What waits to be told of an earlier state must not come after the later one.</summary>
    private static void Supersede(Untold job, FeedChange change)
    {
        if (change.Job is not { Status: JobStatus.Processing })
        {
            job.Text = null;
        }

        if (change.Job is not { } view || view.Status.IsTerminal() || job.Progress?.Version < view.Version)
        {
            job.Progress = null;
        }
    }

    /// <summary>The text may have come before the change that it belongs to, and have been dropped with an earlier one.</summary>
    private void Recover(Untold job, FeedChange change)
    {
        if (job.Text is null && change.Job is { Status: JobStatus.Processing } view && texts.Find(view.Id) is { Text.Length: > 0 } text && text.Attempt >= view.Attempt)
        {
            job.Text = new Untold.SentText(text.Attempt, Length: 0, Dirty: true);
        }
    }

    private void TakeTexts(List<FeedFrame> frames)
    {
        foreach (var (_, job) in Jobs.Where(IsUpToDate))
        {
            if (job.Progress is { } live)
            {
                frames.Add(new FeedFrame.Progress(live));
                job.Progress = null;
            }
        }

        foreach (var (jobId, job) in Jobs.Where(IsUpToDate))
        {
            if (job.Text is not { Dirty: true } sent)
            {
                continue;
            }

            if (texts.Find(jobId) is not { } text)
            {
                job.Text = null;
                continue;
            }

            var offset = sent.Attempt == text.Attempt ? Math.Min(sent.Length, text.Text.Length) : 0;
            frames.Add(new FeedFrame.Delta(jobId, text.Attempt, offset, text.Text[offset..]));
            job.Text = new Untold.SentText(text.Attempt, text.Text.Length, Dirty: false);
        }
    }

    // What happens within a change is told after it.
    private static bool IsUpToDate(KeyValuePair<Guid, Untold> job) => job.Value.Change is null;

    private void ForgetWhatIsTold()
    {
        foreach (var (jobId, _) in Jobs.Where(job => job.Value.IsNothing))
        {
            _jobs!.Remove(jobId);
        }

        _jobs = _jobs?.Count > 0 ? _jobs : null;
    }

    private string IdOf(long number) =>
        only is null ? FeedCursors.Format(new FeedCursor(_generation, number)) : FeedCursors.FormatVersion(_version);

    private IReadOnlyDictionary<Guid, Untold> Jobs => _jobs ?? (IReadOnlyDictionary<Guid, Untold>)ReadOnlyDictionary<Guid, Untold>.Empty;

    private Untold Of(Guid jobId)
    {
        _jobs ??= [];
        if (!_jobs.TryGetValue(jobId, out var job))
        {
            _jobs.Add(jobId, job = new Untold());
        }

        return job;
    }

    private void Signal() => _signal.Set();
}
