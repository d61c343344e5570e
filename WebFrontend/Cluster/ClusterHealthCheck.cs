using Microsoft.Extensions.Diagnostics.HealthChecks;
using OrleansAiJobs.Grains.Interfaces.Health;

namespace OrleansAiJobs.WebFrontend.Cluster;

/// <summary>Ready means: a silo answers, and its store answers it.</summary>
internal sealed class ClusterHealthCheck(IGrainFactory grains, ReadinessLog log, TimeProvider time) : IHealthCheck
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(2);

    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        try
        {
            using var limit = new CancellationTokenSource(Limit, time);
            using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
            await grains.GetGrain<IHealthGrain>(0).CheckAsync(either.Token).WaitAsync(either.Token);
            log.Tell(reason: null);
            return HealthCheckResult.Healthy();
        }
        catch (Exception e) when (!cancellationToken.IsCancellationRequested && e is not OutOfMemoryException)
        {
            log.Tell(e);
            return HealthCheckResult.Unhealthy("Neither the cluster nor its store has answered in time.", e);
        }
    }
}
