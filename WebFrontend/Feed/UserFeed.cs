using OrleansAiJobs.Grains.Interfaces.History;
using OrleansAiJobs.Grains.Interfaces.Jobs;

namespace OrleansAiJobs.WebFrontend.Feed;

/// <summary>
/// One user's feed in this frontend, shared by that user's connections: it keeps the order of the numbers, notices gaps and asks for what
/// was missed. Everything but the grain calls happens under one lock.
/// </summary>
internal sealed partial class UserFeed(Guid userId, Guid inbox, IGrainFactory grains, TimeProvider time, ILogger logger, CancellationToken stopping)
{
    private static readonly TimeSpan FollowTimeout = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan RepeatDelay = TimeSpan.FromSeconds(1);

    private readonly Lock _gate = new();
    private readonly LiveTexts _texts = new();
    private readonly FeedPlace _place = new();

    // Thousands of feeds are open: nothing is kept for one but what it needs while nothing happens.
    private FeedLink[] _links = [];
    private HashSet<Guid>? _reading;
    private bool _following;
    private Task _caughtUp = Task.CompletedTask;
    private volatile bool _left;
    private Task _unfollowing = Task.CompletedTask;

    private IUserHistoryGrain History => grains.GetGrain<IUserHistoryGrain>(userId);

    public DateTimeOffset EmptySince { get; private set; } = time.GetUtcNow();

    public bool IsEmpty
    {
        get
        {
            lock (_gate)
            {
                return _links.Length == 0;
            }
        }
    }

    /// <summary>The lease is being given back.</summary>
    public bool IsUnfollowing
    {
        get
        {
            lock (_gate)
            {
                return !_unfollowing.IsCompleted;
            }
        }
    }

    /// <summary>The client gets what happens from now on; null when there are as many as may be.</summary>
    public FeedLink? TryAttach(FeedOpening opening, IFeedTransport transport, int most)
    {
        lock (_gate)
        {
            if (_links.Length >= most)
            {
                return null;
            }

            var link = new FeedLink(this, new FeedConnection(_texts, _gate, opening.Only), transport, opening.ExpiresAt, time);
            _links = [.. _links, link];
            return link;
        }
    }

    public void Detach(FeedLink link)
    {
        lock (_gate)
        {
            _links = [.. _links.Where(other => other != link)];
            EmptySince = time.GetUtcNow();
        }
    }

    /// <summary>Opens a feed of all jobs. Repeats until the cluster answers.</summary>
    public Task OpenAsync(FeedConnection connection, FeedCursor? cursor, CancellationToken cancellationToken) =>
        OpenAsync(connection, version: 0, token => FollowAsync(cursor, token), cancellationToken);

    /// <summary>Opens a feed of one job, which the client holds up to the version. Repeats until the cluster answers.</summary>
    public Task OpenJobAsync(FeedConnection connection, Guid jobId, int version, CancellationToken cancellationToken) =>
        OpenAsync(connection, version, token => FollowJobAsync(jobId, token), cancellationToken);

    /// <summary>Something has come into this frontend's inbox.</summary>
    public void Receive(FeedMessage message)
    {
        lock (_gate)
        {
            if (_place.Cursor is null || _following)
            {
                // What is being asked for may or may not include it: it is asked for again if not.
                _place.See(message);
            }
            else if (message.Closing)
            {
                FollowAgain();
            }
            else if (_place.HasGapBefore(message))
            {
                _place.See(message);
                FollowAgain();
            }
            else
            {
                Deliver(_place.Take(message));
            }

            foreach (var live in message.Live)
            {
                Deliver(live);
            }
        }
    }

    /// <summary>Renews the lease, and finds what was lost on the way without a trace.</summary>
    public void Renew()
    {
        lock (_gate)
        {
            if (_place.Cursor is not null)
            {
                FollowAgain();
            }
        }
    }

    public void Ping()
    {
        lock (_gate)
        {
            Array.ForEach(_links, link => link.Connection.Ping());
        }
    }

    /// <summary>Ends what has expired or does not move.</summary>
    public void Check(TimeSpan patience)
    {
        lock (_gate)
        {
            Array.ForEach(_links, link => link.Check(patience));
        }
    }

    public void CloseAll()
    {
        lock (_gate)
        {
            Array.ForEach(_links, link => link.Connection.Close());
        }
    }

    /// <summary>Gives the lease back. Whoever attaches meanwhile follows after it.</summary>
    public Task UnfollowAsync()
    {
        lock (_gate)
        {
            _place.Leave();
            _unfollowing = GiveLeaseBackAsync();
            return _unfollowing;
        }
    }

    /// <summary>Nobody watches it any more, nor ever will: what is still being asked for is not asked for again.</summary>
    public void Leave() => _left = true;

    private async Task GiveLeaseBackAsync()
    {
        try
        {
            await History.UnfollowAsync(inbox);
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            // It runs out by itself.
            LogLeaseKept(e, userId);
        }
    }

    private Task OpenAsync(
        FeedConnection connection, int version, Func<CancellationToken, Task<FeedCatchUp>> ask, CancellationToken cancellationToken) => RepeatAsync(
        async token =>
        {
            connection.Expect();
            while (!TryStart(connection, await ask(token), version))
            {
                await _caughtUp.WaitAsync(token);
                connection.Expect();
            }
        },
        cancellationToken);

    private async Task<FeedCatchUp> FollowAsync(FeedCursor? cursor, CancellationToken cancellationToken)
    {
        await _unfollowing.WaitAsync(cancellationToken);
        var catchUp = await History.FollowAsync(inbox, cursor, cancellationToken);
        await Task.WhenAll(catchUp.Running.Where(MustReadText).Select(running => ReadTextAsync(running.JobId, cancellationToken)));
        return catchUp;
    }

    private async Task<FeedCatchUp> FollowJobAsync(Guid jobId, CancellationToken cancellationToken)
    {
        var catchUp = await FollowAsync(null, cancellationToken);
        // Read after following: a change from now on comes by the feed, any earlier one is in what is read.
        var job = await grains.GetGrain<IAiJobGrain>(jobId).GetItemAsync(userId, cancellationToken);
        var running = job is { Status: JobStatus.Processing } ? new[] { new RunningAttempt(jobId, job.Attempt) } : [];
        return catchUp with { Changes = [new FeedChange(catchUp.Cursor.Number, jobId, job)], Running = running };
    }

    /// <summary>
    /// Opens the connection with the grain's answer; false when it has to ask once more, after what is being caught up with. The answer has
    /// to fit what follows it: it may come from a grain that is gone, or from one that this feed does not follow yet, or be older than the
    /// beginning that the others were told of meanwhile.
    /// </summary>
    private bool TryStart(FeedConnection connection, FeedCatchUp catchUp, int version)
    {
        lock (_gate)
        {
            if (_place.Cursor is null)
            {
                _place.Begin(catchUp.Cursor);
            }

            var same = _place.Cursor!.Generation == catchUp.Cursor.Generation;
            if (!same || _place.SawMore)
            {
                FollowAgain();
            }

            return same && connection.TryBegin(catchUp, version);
        }
    }

    private void FollowAgain()
    {
        if (!_following)
        {
            _following = true;
            // Awaited by whoever cannot open before; it ends with this feed.
            var caughtUp = RepeatAsync(CatchUpAsync, stopping);
            _caughtUp = _following ? caughtUp : Task.CompletedTask;
        }
    }

    private async Task CatchUpAsync(CancellationToken cancellationToken)
    {
        bool behind;
        do
        {
            var catchUp = await FollowAsync(_place.Cursor, cancellationToken);
            lock (_gate)
            {
                // In one turn: whatever comes next is either asked for or let through.
                behind = _place.MoveTo(catchUp.Cursor);
                _following = behind;
                _caughtUp = behind ? _caughtUp : Task.CompletedTask;
                if (catchUp.Reset)
                {
                    BeginAnew(catchUp);
                }
                else
                {
                    Deliver(catchUp.Changes);
                }
            }
        }
        while (behind);
    }

    private void BeginAnew(FeedCatchUp catchUp)
    {
        foreach (var change in catchUp.Changes)
        {
            _texts.Settle(change);
        }

        Array.ForEach(_links, link => link.Connection.BeginAnew(catchUp));
    }

    private void Deliver(IEnumerable<FeedChange> changes)
    {
        foreach (var change in changes)
        {
            _texts.Settle(change);
            Array.ForEach(_links, link => link.Connection.Changed(change));
        }
    }

    private void Deliver(FeedLive live)
    {
        if (live.Live is not null)
        {
            Array.ForEach(_links, link => link.Connection.ProgressChanged(live));
        }

        if (live.Text is null)
        {
            return;
        }

        if (_texts.TryApply(live))
        {
            Array.ForEach(_links, link => link.Connection.TextChanged(live.JobId, live.Attempt, live.TextOffset));
        }
        else if ((_reading ??= []).Add(live.JobId))
        {
            // Not awaited: the inbox must not wait for a grain. It ends with this feed.
            _ = RepeatAsync(token => ReadTextAsync(live.JobId, token), stopping);
        }
    }

    /// <summary>True when nothing is held of this attempt's text; what is held of an earlier one's is dropped.</summary>
    private bool MustReadText(RunningAttempt running)
    {
        lock (_gate)
        {
            return _texts.Outdate(running.JobId, running.Attempt) || _texts.Find(running.JobId) is null;
        }
    }

    private async Task ReadTextAsync(Guid jobId, CancellationToken cancellationToken)
    {
        var text = await grains.GetGrain<IAiJobGrain>(jobId).GetTextAsync(userId, cancellationToken);
        lock (_gate)
        {
            _reading?.Remove(jobId);
            _reading = _reading?.Count > 0 ? _reading : null;
            if (text is not null)
            {
                _texts.Take(jobId, text);
                Array.ForEach(_links, link => link.Connection.TextChanged(jobId, text.Attempt, 0));
            }
        }
    }

    private async Task RepeatAsync(Func<CancellationToken, Task> ask, CancellationToken cancellationToken)
    {
        while (!_left && !cancellationToken.IsCancellationRequested)
        {
            try
            {
                using var timeout = new CancellationTokenSource(FollowTimeout, time);
                using var either = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancellationToken);
                await ask(either.Token);
                return;
            }
            catch (Exception e) when (!cancellationToken.IsCancellationRequested && e is not OutOfMemoryException)
            {
                LogRepeat(e, userId);
                await Task.Delay(RepeatDelay, time, cancellationToken);
            }
        }
    }

    [LoggerMessage(Level = LogLevel.Debug, Message = "The lease on the feed of user {UserId} could not be given back.")]
    private partial void LogLeaseKept(Exception exception, Guid userId);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The feed of user {UserId} could not be followed; trying again.")]
    private partial void LogRepeat(Exception exception, Guid userId);
}
