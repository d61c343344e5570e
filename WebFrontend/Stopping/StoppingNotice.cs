using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Options;

namespace OrleansAiJobs.WebFrontend.Stopping;

/// <summary>
/// Told to stop, this process is not ready from that moment on, but serves on for <see cref="StoppingOptions.Notice"/>: whoever asks
/// <c>/health/ready</c> before sending requests here has the time to notice. Then feeds are sent away and the server closes.
/// </summary>
internal sealed class StoppingNotice(IHostApplicationLifetime lifetime, IOptions<StoppingOptions> options, TimeProvider time)
    : IHostedLifecycleService, IHealthCheck, IDisposable
{
    private readonly CancellationTokenSource _over = new();

    /// <summary>The notice is over: everything closes.</summary>
    public CancellationToken Over => _over.Token;

    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
        Task.FromResult(lifetime.ApplicationStopping.IsCancellationRequested ? HealthCheckResult.Unhealthy("It is stopping.") : HealthCheckResult.Healthy());

    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public async Task StoppingAsync(CancellationToken cancellationToken)
    {
        try
        {
            await Task.Delay(options.Value.Notice, time, cancellationToken);
        }
        catch (OperationCanceledException)
        {
            // Whoever stops it has no more patience.
        }

        await _over.CancelAsync();
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public void Dispose() => _over.Dispose();
}
