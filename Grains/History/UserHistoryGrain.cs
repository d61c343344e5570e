using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Orleans.Streams;
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
    OpenWindows open,
    IOptions<JobsOptions> options,
    ILogger<UserHistoryGrain> logger)
    : Grain, IUserHistoryGrain, IUserHistoryReports
{
    /// <summary>
    /// An unfinished job that has been silent for so long is read again from the store. So is, this often, a finished one that retention has
    /// outlived: what deletes it tells nobody, or thousands of grains would be woken for users who are not there.
    /// </summary>
    private static readonly TimeSpan Silence = TimeSpan.FromSeconds(15);

    private UserWindow _window = null!;

    public override async Task OnActivateAsync(CancellationToken cancellationToken)
    {
        var user = this.GetPrimaryKey();
        _window = new UserWindow(
            new FeedLog(Guid.NewGuid(), Feeds.WindowOfFinished),
            new Admissions(options.Value.MaxActivePerUser),
            new FeedFollowers(user, StreamOf, met, runner.Time, logger));
        var rows = await store.ReadWindowAsync(user, Feeds.WindowOfFinished, cancellationToken);
        _window.Take([], [.. rows.Select(ItemOf)], mayStillCome: true, rules.Now);
        this.RegisterGrainTimer(ReadDoubtfulAgainAsync, new GrainTimerCreationOptions(Silence, Silence));
        open.Open(user, _window);
    }

    public override async Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
    {
        if (_window is not null)
        {
            open.Close(this.GetPrimaryKey(), _window);
            await _window.CloseAsync();
        }
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
        var unfinished = _window.Unfinished.ToLookup(job => job.Status);
        var medians = types.Names
            .Select(name => (Name: name, Median: runner.Durations.Median(name)))
            .Where(type => type.Median is not null)
            .ToDictionary(type => type.Name, type => Math.Round(type.Median!.Value.TotalSeconds, 1), StringComparer.Ordinal);
        return Task.FromResult(new UserStats(
            unfinished[JobStatus.Pending].Count(), unfinished[JobStatus.Processing].Count(), runner.Ai.Engine, medians));
    }

    public Task<FeedCatchUp> FollowAsync(Guid inbox, FeedCursor? cursor, CancellationToken cancellationToken)
    {
        var missed = _window.Follow(inbox, cursor, out var begins);
        if (begins)
        {
            // Nobody may have watched before: then the jobs keep their text to themselves.
            foreach (var job in _window.Unfinished)
            {
                GrainFactory.GetGrain<IAiJobTurns>(job.Id).WatchedAsync().Ignore();
            }
        }

        return Task.FromResult(missed);
    }

    public Task UnfollowAsync(Guid inbox)
    {
        _window.Unfollow(inbox);
        return Task.CompletedTask;
    }

    public Task<ReportAck> ReportAsync(JobReport report) => Task.FromResult(
        _window.Report(report, rules.Now) ?? throw new InvalidOperationException($"The window of user {this.GetPrimaryKey()} is closed already."));

    private async Task ReadDoubtfulAgainAsync(CancellationToken cancellationToken)
    {
        _window.DropExpired();
        var doubtful = _window.Doubtful(silentSince: rules.Now - Silence, outlived: rules.Now - options.Value.Retention);
        if (doubtful.Length > 0)
        {
            await ReadAgainAsync(doubtful, mayStillCome: false, cancellationToken);
        }
    }

    private async Task ReadAgainAsync(Guid[] jobs, bool mayStillCome, CancellationToken cancellationToken)
    {
        _window.BeginReading();
        try
        {
            var rows = await store.ReadManyAsync(jobs, cancellationToken);
            _window.Take(jobs, [.. rows.Select(ItemOf)], mayStillCome, rules.Now);
        }
        finally
        {
            _window.EndReading();
        }
    }

    private IAsyncStream<FeedMessage> StreamOf(Guid inbox) =>
        this.GetStreamProvider(Feeds.StreamProvider).GetStream<FeedMessage>(StreamId.Create(Feeds.StreamProvider, inbox));

    /// <summary>With the live members that the job itself has told, where they belong to the same version.</summary>
    private JobView LiveItemOf(AiJobState row) =>
        !row.Status.IsTerminal() && _window.Find(row.Id) is { } told && told.Version == row.Version ? told : ItemOf(row);

    private JobView ItemOf(AiJobState row) => JobViews.Item(
        row, new JobLive { Progress = JobWords.Progress(row, types.WorkingMessage(row.Type), 0, rules.Now, brake: null) });
}
