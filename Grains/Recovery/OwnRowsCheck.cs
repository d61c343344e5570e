using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using OrleansAiJobs.Grains.Jobs;
using OrleansAiJobs.Grains.Storage;
using OrleansAiJobs.Grains.Telemetry;

namespace OrleansAiJobs.Grains.Recovery;

/// <summary>
/// Compares the unfinished rows that this silo owns with the jobs that it holds, and pokes those that it does not hold: an activation
/// can be lost while its silo lives, and then no sweep would ever find its row.
/// </summary>
internal sealed partial class OwnRowsCheck(
    IAiJobStore store, HeldJobs held, JobRules rules, IGrainFactory grains, TimeProvider time, ILogger<OwnRowsCheck> logger) : BackgroundService
{
    private const int PageSize = 1000;
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(10);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval, time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                await PokeLostAsync(stoppingToken);
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                LogFailed(e);
            }
        }
    }

    private async Task PokeLostAsync(CancellationToken cancellationToken)
    {
        Guid? after = null;
        while (await store.ReadUnfinishedAsync(after, PageSize, cancellationToken) is { Count: > 0 } page)
        {
            after = page[^1].Id;
            // What has changed just now may be on its way in or out.
            var settled = rules.Now - SweepRule.Grace;
            foreach (var job in page.Where(job => job.Owner == rules.Owner && job.ChangedAt < settled && !held.Contains(job.Id)))
            {
                JobMetrics.LostFound();
                LogLost(JobLogger.Of(job, logger), job.Id);
                await PokeAsync(job, cancellationToken);
            }
        }
    }

    private async Task PokeAsync(UnfinishedJob job, CancellationToken cancellationToken)
    {
        try
        {
            await grains.GetGrain<IAiJobTurns>(job.Id).PokeAsync(cancellationToken);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            // One job that cannot be taken up must not keep the others waiting.
            LogNotTakenUp(JobLogger.Of(job, logger), e, job.Id);
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Job {JobId} belongs to this silo, which does not hold it; taking it up again.")]
    private static partial void LogLost(ILogger logger, Guid jobId);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Job {JobId} could not be taken up; the next check, in ten seconds, tries again.")]
    private static partial void LogNotTakenUp(ILogger logger, Exception exception, Guid jobId);

    [LoggerMessage(Level = LogLevel.Warning, Message = "This silo's own rows could not be checked; the next check is due in ten seconds.")]
    private partial void LogFailed(Exception exception);
}
