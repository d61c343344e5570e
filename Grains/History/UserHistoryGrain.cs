using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using OrleansAiJobs.Grains.Interfaces.History;
using OrleansAiJobs.Grains.Interfaces.Jobs;
using OrleansAiJobs.Grains.Jobs;
using OrleansAiJobs.Grains.JobTypes;
using OrleansAiJobs.Grains.Running;
using OrleansAiJobs.Grains.Storage;

namespace OrleansAiJobs.Grains.History;

/// <summary>
/// The user's window on the feed, kept in memory and built from the rows at activation: it can always be thrown away.
/// </summary>
internal sealed partial class UserHistoryGrain(
    IAiJobStore store,
    JobTypeCatalog types,
    JobRules rules,
    JobRunner runner,
    MetInboxes met,
    OpenAdmissions open,
    IOptions<JobsOptions> options,
    ILogger<UserHistoryGrain> logger)
    : Grain, IUserHistoryGrain, IUserHistoryReports
{
    /// <summary>
    /// An unfinished job that has been silent for so long is read again from the store. So is, this often, a finished one that retention has
    /// outlived: what deletes it tells nobody, or thousands of grains would be woken for users who are not there.
    /// </summary>
    private static readonly TimeSpan Silence = TimeSpan.FromSeconds(15);

    private readonly FeedLog _log = new(Guid.NewGuid(), Feeds.WindowOfFinished);
    private readonly Dictionary<Guid, DateTimeOffset> _heard = [];
    private readonly Admissions _admissions = new(options.Value.MaxActivePerUser);
    private FeedFollowers _followers = null!;

    public override async Task OnActivateAsync(CancellationToken cancellationToken)
    {
        _followers = new FeedFollowers(this.GetPrimaryKey(), this.GetStreamProvider(Feeds.StreamProvider), met, runner.Time, logger);
        foreach (var job in await store.ReadWindowAsync(this.GetPrimaryKey(), Feeds.WindowOfFinished, cancellationToken))
        {
            Apply(ItemOf(job));
        }

        this.RegisterGrainTimer(ReadDoubtfulAgainAsync, new GrainTimerCreationOptions(Silence, Silence));
        open.Open(this.GetPrimaryKey(), _admissions);
    }

    public override Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
    {
        open.Close(this.GetPrimaryKey(), _admissions);
        return _followers is null ? Task.CompletedTask : _followers.CloseAsync(_log.Cursor);
    }

    public async Task<HistoryPage> GetPageAsync(HistoryQuery query, CancellationToken cancellationToken)
    {
        if (query.Type is { } type && !types.TryGet(type, out _))
        {
            return new HistoryPage([], Next: null, types.Names);
        }

        var rows = await store.ReadPageAsync(this.GetPrimaryKey(), query, cancellationToken);
        var items = rows.Take(query.Limit).Select(LiveItemOf).ToArray();
        return new HistoryPage(items, rows.Count > query.Limit ? new HistoryPosition(items[^1].CreatedAt, items[^1].Id) : null);
    }

    public Task<UserStats> GetStatsAsync(CancellationToken cancellationToken)
    {
        var unfinished = _log.Unfinished.ToLookup(job => job.Status);
        var medians = types.Names
            .Select(name => (Name: name, Median: runner.Durations.Median(name)))
            .Where(type => type.Median is not null)
            .ToDictionary(type => type.Name, type => Math.Round(type.Median!.Value.TotalSeconds, 1), StringComparer.Ordinal);
        return Task.FromResult(new UserStats(
            unfinished[JobStatus.Pending].Count(), unfinished[JobStatus.Processing].Count(), runner.Ai.Engine, medians));
    }

    public Task<FeedCatchUp> FollowAsync(Guid inbox, FeedCursor? cursor, CancellationToken cancellationToken)
    {
        if (inbox != Guid.Empty && _followers.Renew(inbox))
        {
            // Nobody may have watched before: then the jobs keep their text to themselves.
            foreach (var job in _log.Unfinished)
            {
                GrainFactory.GetGrain<IAiJobTurns>(job.Id).WatchedAsync().Ignore();
            }
        }

        return Task.FromResult(_log.Since(cursor));
    }

    public Task UnfollowAsync(Guid inbox)
    {
        _followers.End(inbox);
        return Task.CompletedTask;
    }

    public Task<ReportAck> ReportAsync(JobReport report)
    {
        if (report.Removed)
        {
            Remove(report.JobId);
        }
        else if (report.Job is { } job)
        {
            Apply(job);
        }

        if (report.Live is { } live)
        {
            _heard[report.JobId] = rules.Now;
            _log.Refresh(live);
            _followers.Publish(_log.Cursor, null, live);
        }

        return Task.FromResult(new ReportAck(_followers.Any));
    }

    private void Apply(JobView job)
    {
        var news = _log.Apply(job);
        _admissions.Hear(job, _log.UnfinishedCount);
        if (news is { } change)
        {
            _followers.Publish(_log.Cursor, change, null);
        }

        if (job.Status.IsTerminal())
        {
            _heard.Remove(job.Id);
        }
        else
        {
            _heard[job.Id] = rules.Now;
        }
    }

    private void Remove(Guid jobId)
    {
        _heard.Remove(jobId);
        var news = _log.Remove(jobId);
        _admissions.Forget(jobId, _log.UnfinishedCount);
        if (news is { } change)
        {
            _followers.Publish(_log.Cursor, change, null);
        }
    }

    private async Task ReadDoubtfulAgainAsync(CancellationToken cancellationToken)
    {
        _followers.DropExpired();
        var before = rules.Now - Silence;
        var silent = _heard.Where(heard => heard.Value < before).Select(heard => heard.Key).Concat(_admissions.Before(before));
        Guid[] doubtful = [.. silent, .. _log.FinishedBefore(rules.Now - options.Value.Retention)];
        if (doubtful.Length > 0)
        {
            await ReadAgainAsync(doubtful, mayStillCome: false, cancellationToken);
        }
    }

    private async Task ReadAgainAsync(Guid[] jobs, bool mayStillCome, CancellationToken cancellationToken)
    {
        var rows = await store.ReadManyAsync(jobs, cancellationToken);
        foreach (var row in rows)
        {
            Apply(ItemOf(row));
        }

        foreach (var gone in jobs.Except(rows.Select(row => row.Id)))
        {
            _heard.Remove(gone);
            if (_log.Find(gone) is not null)
            {
                Remove(gone);
            }
        }

        if (!mayStillCome)
        {
            // Long since let in: what the store says of them is all there is.
            Array.ForEach(jobs, job => _admissions.Forget(job, _log.UnfinishedCount));
        }
    }

    /// <summary>With the live members that the job itself has told, where they belong to the same version.</summary>
    private JobView LiveItemOf(AiJobState row) =>
        !row.Status.IsTerminal() && _log.Find(row.Id) is { } told && told.Version == row.Version ? told : ItemOf(row);

    private JobView ItemOf(AiJobState row) => JobViews.Item(
        row, new JobLive { Progress = JobWords.Progress(row, types.WorkingMessage(row.Type), 0, rules.Now, brake: null) });
}
