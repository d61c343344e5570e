using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using OrleansAiJobs.Grains.Hosting;
using OrleansAiJobs.Grains.Jobs;

namespace OrleansAiJobs.Grains.Running;

/// <summary>
/// A stopping silo starts nothing more and lets what is running finish within <see cref="JobsOptions.DrainTimeout"/>, before Orleans
/// deactivates its grains; they hand the rest back.
/// </summary>
internal sealed partial class DrainOnStop(JobSlots slots, IOptions<JobsOptions> options, TimeProvider time, ILogger<DrainOnStop> logger)
    : ILifecycleParticipant<ISiloLifecycle>, IWorkInProgress
{
    public void Participate(ISiloLifecycle lifecycle) =>
        lifecycle.Subscribe(nameof(DrainOnStop), ServiceLifecycleStage.BecomeActive, _ => Task.CompletedTask, DrainAsync);

    public async Task DrainAsync(CancellationToken cancellationToken)
    {
        slots.Close();
        try
        {
            await slots.WhenFreeAsync().WaitAsync(options.Value.DrainTimeout, time, cancellationToken);
        }
        catch (Exception e) when (e is TimeoutException or OperationCanceledException)
        {
            LogHandingBack(slots.Taken);
        }
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "The time to finish is over: {Count} running jobs are handed back.")]
    private partial void LogHandingBack(int count);
}
