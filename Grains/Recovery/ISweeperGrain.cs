namespace OrleansAiJobs.Grains.Recovery;

/// <summary>Finds the jobs that a crash has left lying. There is one, with the key 0.</summary>
[Alias("ai-jobs.ISweeperGrain")]
internal interface ISweeperGrain : IGrainWithIntegerKey
{
    /// <summary>Pokes every unfinished job that nobody holds, and deletes what retention has outlived.</summary>
    [Alias("Sweep")]
    Task SweepAsync(CancellationToken cancellationToken);
}
