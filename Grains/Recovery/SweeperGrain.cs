using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using OrleansAiJobs.Grains.History;
using OrleansAiJobs.Grains.Jobs;
using OrleansAiJobs.Grains.Storage;

namespace OrleansAiJobs.Grains.Recovery;

/// <inheritdoc cref="ISweeperGrain"/>
internal sealed partial class SweeperGrain(
    IAiJobStore store, IClusterMembershipService membership, JobRules rules, IOptions<JobsOptions> options, ILogger<SweeperGrain> logger)
    : Grain, ISweeperGrain, IDisposable
{
    private const int PageSize = 1000;

    /// <summary>Pokes under way at once: each may cost an activation and a write, and the cluster has other work to do.</summary>
    private const int PokesAtOnce = 100;
    private const int DeletesAtOnce = 1000;

    private readonly CancellationTokenSource _stop = new();
    private Task _sweeping = Task.CompletedTask;
    private bool _requested;

    public Task RequestAsync()
    {
        _requested = true;
        if (_sweeping.IsCompleted)
        {
            _sweeping = SweepAsync(_stop.Token);
        }

        return Task.CompletedTask;
    }

    public override async Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
    {
        await _stop.CancelAsync();
        await _sweeping;
    }

    public void Dispose() => _stop.Dispose();

    private async Task SweepAsync(CancellationToken cancellationToken)
    {
        while (_requested && !cancellationToken.IsCancellationRequested)
        {
            _requested = false;
            try
            {
                await PokeOrphansAsync(cancellationToken);
                await DeleteOutlivedAsync(cancellationToken);
            }
            catch (Exception e) when (e is not OutOfMemoryException)
            {
                // The next request, within a minute, begins again.
                LogFailed(e);
            }
        }
    }

    private async Task PokeOrphansAsync(CancellationToken cancellationToken)
    {
        await membership.Refresh(cancellationToken: cancellationToken);
        var members = membership.CurrentSnapshot.Members
            .Where(member => member.Value.Status is not SiloStatus.Dead)
            .Select(member => member.Key.ToParsableString())
            .ToHashSet(StringComparer.Ordinal);
        var poked = 0;
        Guid? after = null;
        while (await store.ReadUnfinishedAsync(after, PageSize, cancellationToken) is { Count: > 0 } page)
        {
            after = page[^1].Id;
            foreach (var batch in page.Where(job => SweepRule.NeedsPoke(job, members.Contains, rules.Now)).Chunk(PokesAtOnce))
            {
                await Task.WhenAll(batch.Select(job => PokeAsync(job.Id, cancellationToken)));
                poked += batch.Length;
            }
        }

        if (poked > 0)
        {
            LogPoked(poked);
        }
    }

    private async Task PokeAsync(Guid jobId, CancellationToken cancellationToken)
    {
        try
        {
            await GrainFactory.GetGrain<IAiJobTurns>(jobId).PokeAsync(cancellationToken);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            // One job that cannot be taken up must not keep the others waiting; the next sweep tries it again.
            LogPokeFailed(e, jobId);
        }
    }

    private async Task DeleteOutlivedAsync(CancellationToken cancellationToken)
    {
        var before = rules.Now - options.Value.Retention;
        while (await store.DeleteFinishedBeforeAsync(before, DeletesAtOnce, cancellationToken) is { Count: > 0 } removed)
        {
            await Task.WhenAll(removed.GroupBy(job => job.UserId).Select(user =>
                GrainFactory.GetGrain<IUserHistoryReports>(user.Key).RemovedAsync([.. user.Select(job => job.Id)])));
            LogDeleted(removed.Count);
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "A sweep failed; the next one is due within a minute.")]
    private partial void LogFailed(Exception exception);

    [LoggerMessage(Level = LogLevel.Information, Message = "Poked {Count} unfinished jobs that nobody held.")]
    private partial void LogPoked(int count);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Job {JobId} could not be taken up; the next sweep tries again.")]
    private partial void LogPokeFailed(Exception exception, Guid jobId);

    [LoggerMessage(Level = LogLevel.Information, Message = "Deleted {Count} jobs that retention has outlived.")]
    private partial void LogDeleted(int count);
}
