using Microsoft.Extensions.Logging;
using OrleansAiJobs.Grains.Jobs;
using OrleansAiJobs.Grains.Storage;
using OrleansAiJobs.Grains.Telemetry;

namespace OrleansAiJobs.Grains.Recovery;

/// <inheritdoc cref="ISweeperGrain"/>
internal sealed partial class SweeperGrain(
    IAiJobStore store, IClusterMembershipService membership, Retention retention, JobRules rules, TimeProvider time, ILogger<SweeperGrain> logger)
    : Grain, ISweeperGrain, IDisposable
{
    private static readonly TimeSpan RepeatDelay = TimeSpan.FromSeconds(2);

    private const int PageSize = 1000;

    /// <summary>Pokes under way at once: each may cost an activation and a write, and the cluster has other work to do.</summary>
    private const int PokesAtOnce = 100;

    private readonly CancellationTokenSource _stop = new();

    // What their rows say now may be what the failed poke has made of them: only asking again tells.
    private readonly Dictionary<Guid, UnfinishedJob> _failed = [];
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
            if (!await TrySweepAsync(cancellationToken))
            {
                await WaitAsync(cancellationToken);
                _requested = true;
            }
        }
    }

    /// <returns>Whether everything that was found lying has been taken up.</returns>
    private async Task<bool> TrySweepAsync(CancellationToken cancellationToken)
    {
        try
        {
            await PokeOrphansAsync(cancellationToken);
            // Jobs that may lie there come first: of old ones there may be very many.
            await retention.DeleteOutlivedAsync(() => !_requested, cancellationToken);
            return _failed.Count == 0;
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // This grain goes; the next sweep is another activation's.
            return true;
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            LogFailed(e);
            return false;
        }
    }

    /// <summary>The store or a silo was away: they are not asked all the time.</summary>
    private async Task WaitAsync(CancellationToken cancellationToken)
    {
        try
        {
            await Task.Delay(RepeatDelay, time, cancellationToken);
        }
        catch (OperationCanceledException)
        {
            // This grain goes; the next sweep is another activation's.
        }
    }

    private async Task PokeOrphansAsync(CancellationToken cancellationToken)
    {
        await membership.Refresh(cancellationToken: cancellationToken);
        var members = membership.CurrentSnapshot.Members
            .Where(member => member.Value.Status is not SiloStatus.Dead)
            .Select(member => member.Key.ToParsableString())
            .ToHashSet(StringComparer.Ordinal);
        UnfinishedJob[] failed = [.. _failed.Values];
        _failed.Clear();
        await PokeAllAsync(failed, cancellationToken);
        var poked = failed.Length;
        Guid? after = null;
        while (await store.ReadUnfinishedAsync(after, PageSize, cancellationToken) is { Count: > 0 } page)
        {
            after = page[^1].Id;
            UnfinishedJob[] orphans = [.. page.Where(job => SweepRule.NeedsPoke(job, members.Contains, rules.Now))];
            await PokeAllAsync(orphans, cancellationToken);
            poked += orphans.Length;
        }

        if (poked > 0)
        {
            JobMetrics.OrphansFound(poked);
            LogPoked(poked);
        }
    }

    private async Task PokeAllAsync(IEnumerable<UnfinishedJob> jobs, CancellationToken cancellationToken)
    {
        foreach (var batch in jobs.Chunk(PokesAtOnce))
        {
            await Task.WhenAll(batch.Select(job => PokeAsync(job, cancellationToken)));
        }
    }

    private async Task PokeAsync(UnfinishedJob job, CancellationToken cancellationToken)
    {
        try
        {
            await GrainFactory.GetGrain<IAiJobTurns>(job.Id).PokeAsync(cancellationToken);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            // One job that cannot be taken up must not keep the others waiting.
            _failed[job.Id] = job;
            LogPokeFailed(JobLogger.Of(job, logger), e, job.Id);
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "A sweep failed; trying again.")]
    private partial void LogFailed(Exception exception);

    [LoggerMessage(Level = LogLevel.Information, Message = "Poked {Count} unfinished jobs that nobody held.")]
    private partial void LogPoked(int count);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Job {JobId} could not be taken up; trying again.")]
    private static partial void LogPokeFailed(ILogger logger, Exception exception, Guid jobId);
}
