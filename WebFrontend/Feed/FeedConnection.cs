using OrleansAiJobs.Grains.Interfaces.History;
using OrleansAiJobs.Grains.Interfaces.Jobs;

namespace OrleansAiJobs.WebFrontend.Feed;

/// <summary>
/// One client's view of a feed. It holds no queue of events but what the client does not know yet: for each job the newest change,
/// the newest progress, and how much of its text was sent. So a slow client costs no more memory than the user's window,
/// and gets fewer, newer events.
/// </summary>
/// <param name="texts">Where the texts so far are; guarded by the same lock.</param>
/// <param name="gate">The lock of the user's feed, held by whoever calls anything but <see cref="WaitAsync"/>, <see cref="Close"/> and <see cref="Take"/>.</param>
/// <param name="only">The job, for a feed of one job; null for all.</param>
internal sealed class FeedConnection(LiveTexts texts, Lock gate, Guid? only)
{
    private readonly SortedDictionary<long, FeedChange> _changes = [];
    private readonly Dictionary<Guid, long> _numbers = [];
    private readonly Dictionary<Guid, FeedLive> _progress = [];
    private readonly Dictionary<Guid, SentText> _sent = [];
    private readonly FeedSignal _signal = new();
    private Guid _generation;
    private long _begunAt;
    private long? _readyAt;
    private int _version;
    private bool _open;
    private bool _reset;
    private bool _ping;

    /// <summary>Nothing follows: the one job is finished or gone.</summary>
    public bool Ended { get; private set; }

    /// <summary>Completes when there is something to take; false once closed.</summary>
    public ValueTask<bool> WaitAsync() => _signal.WaitAsync();

    /// <summary>The client is gone, or has to go. Needs no lock.</summary>
    public void Close() => _signal.Close();

    /// <summary>The feed opens, or opens anew: what it has missed, then <c>ready</c>. Changes that came meanwhile and are part of it are dropped.</summary>
    /// <param name="catchUp">What was missed.</param>
    /// <param name="version">In a job's own feed: the version that the client holds already.</param>
    public void Begin(FeedCatchUp catchUp, int version = 0)
    {
        var opens = !_open || catchUp.Reset;
        _open = true;
        _generation = catchUp.Cursor.Generation;
        _version = Math.Max(_version, version);
        Forget(_changes.Keys.Where(number => catchUp.Reset || number <= catchUp.Cursor.Number).ToArray());
        if (catchUp.Reset && only is null)
        {
            _reset = true;
            _sent.Clear();
            _progress.Clear();
        }

        foreach (var change in catchUp.Changes)
        {
            Put(change);
        }

        _begunAt = catchUp.Cursor.Number;

        foreach (var jobId in catchUp.Running.Where(_ => opens))
        {
            TextChanged(jobId, attempt: 0, offset: 0);
        }

        _readyAt = opens ? catchUp.Cursor.Number : _readyAt;
        Signal();
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
            _progress[live.JobId] = live;
            Signal();
        }
    }

    /// <summary>The text has changed from the offset on.</summary>
    public void TextChanged(Guid jobId, int attempt, int offset)
    {
        if (only is null || only == jobId)
        {
            var sent = _sent.GetValueOrDefault(jobId, new SentText(attempt, 0, Dirty: true));
            _sent[jobId] = new SentText(attempt, sent.Attempt == attempt ? Math.Min(sent.Length, offset) : 0, Dirty: true);
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
                }
            }

            if (_ping && frames.Count == 0)
            {
                frames.Add(new FeedFrame.Ping());
            }

            _ping = false;
            return frames;
        }
    }

    private void Put(FeedChange change)
    {
        if (only is not null && only != change.JobId)
        {
            return;
        }

        if (_numbers.TryGetValue(change.JobId, out var known))
        {
            if (known >= change.Number)
            {
                return;
            }

            FeedMetrics.Superseded();
            Forget(known);
        }

        _changes.Add(change.Number, change);
        _numbers[change.JobId] = change.Number;
        Signal();
    }

    private void TakeChanges(List<FeedFrame> frames, long upTo)
    {
        foreach (var change in _changes.Values.TakeWhile(change => change.Number <= upTo).ToArray())
        {
            Forget(change.Number);
            if (only is not null && change.Job?.Version <= _version)
            {
                continue;
            }

            _version = change.Job?.Version ?? _version;
            Ended = only is not null && change.Job?.Status.IsTerminal() is not false;
            Supersede(change);

            frames.Add(change.Job is { } job
                ? new FeedFrame.Job(job) { Id = IdOf(change.Number) }
                : new FeedFrame.Deleted(change.JobId) { Id = IdOf(change.Number) });
        }
    }

    /// <summary>What waits to be told of an earlier state must not come after the later one.</summary>
    private void Supersede(FeedChange change)
    {
        if (change.Job is not { Status: JobStatus.Processing })
        {
            _sent.Remove(change.JobId);
        }

        if (_progress.TryGetValue(change.JobId, out var live) && (change.Job is not { } job || job.Status.IsTerminal() || live.Version < job.Version))
        {
            _progress.Remove(change.JobId);
        }
    }

    private void TakeTexts(List<FeedFrame> frames)
    {
        frames.AddRange(_progress.Values.Select(live => new FeedFrame.Progress(live)));
        _progress.Clear();
        foreach (var (jobId, sent) in _sent.Where(text => text.Value.Dirty).ToArray())
        {
            if (texts.Find(jobId) is not { } text)
            {
                _sent.Remove(jobId);
                continue;
            }

            var offset = sent.Attempt == text.Attempt ? Math.Min(sent.Length, text.Text.Length) : 0;
            frames.Add(new FeedFrame.Delta(jobId, text.Attempt, offset, text.Text[offset..]));
            _sent[jobId] = new SentText(text.Attempt, text.Text.Length, Dirty: false);
        }
    }

    private string IdOf(long number) =>
        only is null ? FeedCursors.Format(new FeedCursor(_generation, number)) : FeedCursors.FormatVersion(_version);

    private void Forget(params ReadOnlySpan<long> numbers)
    {
        foreach (var number in numbers)
        {
            if (_changes.Remove(number, out var change))
            {
                _numbers.Remove(change.JobId);
            }
        }
    }

    private void Signal() => _signal.Set();

    private readonly record struct SentText(int Attempt, int Length, bool Dirty);
}
