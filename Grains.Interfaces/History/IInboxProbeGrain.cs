namespace OrleansAiJobs.Grains.Interfaces.History;

/// <summary>Lets a frontend find out whether its inbox still delivers. The key is the inbox.</summary>
[Alias("ai-jobs.IInboxProbeGrain")]
public interface IInboxProbeGrain : IGrainWithGuidKey
{
    /// <summary>Puts a message for no user (<see cref="Guid.Empty"/>) into the inbox, its cursor carrying the number.</summary>
    [Alias("Probe")]
    Task ProbeAsync(long number, CancellationToken cancellationToken);
}
