using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using OrleansAiJobs.Grains.Interfaces.Sessions;

namespace OrleansAiJobs.WebFrontend.Auth;

/// <summary>
/// Loads the keys of session cookies as soon as the cluster answers, on a thread of its own. Left to the first requests, each of them would
/// block a thread of the pool until the cluster answers, and soon none would be left to read the answer.
/// </summary>
internal sealed partial class KeyRingLoader(
    IGrainFactory grains, IDataProtectionProvider protection, TimeProvider time, ILogger<KeyRingLoader> logger) : BackgroundService, IHealthCheck
{
    private static readonly TimeSpan RepeatDelay = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan TurnDelay = TimeSpan.FromMilliseconds(100);

    private readonly TaskCompletionSource _loaded = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Completes when cookies can be read.</summary>
    public Task Loaded => _loaded.Task;

    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
        Task.FromResult(Loaded.IsCompleted ? HealthCheckResult.Healthy() : HealthCheckResult.Unhealthy("The keys of session cookies are not loaded yet."));

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!Loaded.IsCompleted)
        {
            try
            {
                while (!await grains.GetGrain<IKeyRingGrain>(0).MayLoadAsync(stoppingToken))
                {
                    await Task.Delay(TurnDelay, time, stoppingToken);
                }

                await Task.Factory.StartNew(Load, stoppingToken, TaskCreationOptions.LongRunning, TaskScheduler.Default);
                _loaded.SetResult();
            }
            catch (Exception e) when (!stoppingToken.IsCancellationRequested && e is not OutOfMemoryException)
            {
                LogWaiting(e.Message);
                await Task.Delay(RepeatDelay, time, stoppingToken);
            }
        }
    }

    // To encrypt anything it needs the keys.
    private void Load() => protection.CreateProtector(nameof(KeyRingLoader)).Protect([]);

    [LoggerMessage(Level = LogLevel.Debug, Message = "Waiting for the keys of session cookies: {Reason}")]
    private partial void LogWaiting(string reason);
}
