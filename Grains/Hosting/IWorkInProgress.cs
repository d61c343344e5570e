namespace OrleansAiJobs.Grains.Hosting;

/// <summary>What a silo has under way, for a host that must end without the help of the cluster.</summary>
public interface IWorkInProgress
{
    /// <summary>Starts nothing more from now on, and returns when what is running has finished, at the latest after <c>Jobs:DrainTimeout</c>.</summary>
    Task DrainAsync(CancellationToken cancellationToken);
}
