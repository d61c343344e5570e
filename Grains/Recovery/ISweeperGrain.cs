namespace OrleansAiJobs.Grains.Recovery;

/// <summary>Finds the jobs that a crash has left lying. There is one, with the key 0.</summary>
[Alias("ai-jobs.ISweeperGrain")]
internal interface ISweeperGrain : IGrainWithIntegerKey
{
    /// <summary>
    /// Asks for a sweep, which pokes every unfinished job that nobody holds and deletes what retention has outlived. Returns at once;
    /// requests that come during a sweep are answered together by the next, which begins at once if this one is only deleting.
    /// </summary>
    [Alias("Request")]
    Task RequestAsync();
}
