using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using OrleansAiJobs.Grains.Jobs;
using OrleansAiJobs.Grains.Storage;
using OrleansAiJobs.Grains.Telemetry;

namespace OrleansAiJobs.Grains.Recovery;

/// <summary>Deletes finished jobs that are too old, a few at a time, so that those who submit meanwhile do not notice.</summary>
internal sealed partial class Retention(IAiJobStore store, JobRules rules, IOptions<JobsOptions> options, TimeProvider time, ILogger<Retention> logger)
{
    /// <summary>Each commit of jobs waits for the log of the deletion before it to be on disk: it must be short.</summary>
    private const int DeletesAtOnce = 200;

    private const double ShareOfTime = 0.2;

    private static readonly TimeSpan LongestRest = TimeSpan.FromSeconds(1);

    private readonly DutyCycle _pace = new(time, ShareOfTime, LongestRest);

    /// <param name="goesOn">Asked before each step; what is left then is the next sweep's.</param>
    /// <param name="cancellationToken">Ends it between two steps, too.</param>
    /// <exception cref="StorageException">The store is away.</exception>
    public async Task DeleteOutlivedAsync(Func<bool> goesOn, CancellationToken cancellationToken)
    {
        var before = rules.Now - options.Value.Retention;
        var deleted = 0L;
        try
        {
            while (goesOn() && await StepAsync(store.DeleteFinishedBeforeAsync, before, cancellationToken) is > 0 and var gone)
            {
                JobMetrics.RetentionDeleted(gone);
                deleted += gone;
            }
        }
        finally
        {
            if (deleted > 0)
            {
                LogDeleted(deleted);
            }
        }

        var forgotten = rules.Now - JobIds.RefusedAfterDeletion;
        while (goesOn() && await StepAsync(store.ForgetDeletedBeforeAsync, forgotten, cancellationToken) == DeletesAtOnce)
        {
            // The next ones.
        }
    }

    private Task<int> StepAsync(Func<DateTimeOffset, int, CancellationToken, Task<int>> delete, DateTimeOffset before, CancellationToken cancellationToken) =>
        _pace.RunAsync(() => delete(before, DeletesAtOnce, cancellationToken), cancellationToken);

    [LoggerMessage(Level = LogLevel.Information, Message = "Deleted {Count} jobs that retention has outlived.")]
    private partial void LogDeleted(long count);
}
