namespace OrleansAiJobs.Grains.Interfaces.Health;

/// <summary>Whether the cluster can serve. The key is 0.</summary>
[Alias("ai-jobs.IHealthGrain")]
public interface IHealthGrain : IGrainWithIntegerKey
{
    /// <summary>Returns once the store has answered a silo, and throws when it does not.</summary>
    [Alias("Check")]
    Task CheckAsync(CancellationToken cancellationToken);
}
