using Orleans.Concurrency;
using OrleansAiJobs.Grains.Interfaces.Health;
using OrleansAiJobs.Grains.Storage;

namespace OrleansAiJobs.Grains.Health;

/// <summary>Reentrant, so that a check that hangs does not hold up the next.</summary>
[StatelessWorker(maxLocalWorkers: 1)]
[Reentrant]
internal sealed class HealthGrain(IAiJobStore store) : Grain, IHealthGrain
{
    public Task CheckAsync(CancellationToken cancellationToken) => store.CheckAsync(cancellationToken);
}
