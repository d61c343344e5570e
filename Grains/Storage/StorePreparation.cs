using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace OrleansAiJobs.Grains.Storage;

/// <summary>Opens the store and brings its schema up to date before anything else of the host starts; waits for a database that is not there yet.</summary>
internal sealed partial class StorePreparation(IAiJobStore store, TimeProvider time, ILogger<StorePreparation> logger) : IHostedLifecycleService
{
    private static readonly TimeSpan RepeatDelay = TimeSpan.FromSeconds(1);

    public async Task StartingAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            try
            {
                await store.PrepareAsync(cancellationToken);
                return;
            }
            catch (StorageException e) when (e.IsTransient)
            {
                LogWaiting(e.Message);
                await Task.Delay(RepeatDelay, time, cancellationToken);
            }
        }
    }

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    [LoggerMessage(Level = LogLevel.Warning, Message = "Waiting for the store: {Reason}")]
    private partial void LogWaiting(string reason);
}
