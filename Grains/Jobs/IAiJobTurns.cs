using Orleans.Concurrency;
using OrleansAiJobs.Grains.Ai;

namespace OrleansAiJobs.Grains.Jobs;

/// <summary>What the inside asks of a job grain; its run, which is on the same activation, asks without a call. Each is one turn, so none can interleave with a cancel.</summary>
[Alias("ai-jobs.IAiJobTurns")]
internal interface IAiJobTurns : IGrainWithGuidKey
{
    /// <summary>Recovery: goes on with an unfinished job that nobody holds. A grain that is at it already ignores the call.</summary>
    [Alias("Poke")]
    Task PokeAsync(CancellationToken cancellationToken);

    /// <summary>
    /// The run has a slot: stores that the attempt of that number begins; null when the job no longer wants one.
    /// The same call again gives the same answer.
    /// </summary>
    [Alias("StartAttempt")]
    Task<AttemptStart?> StartAttemptAsync(int attempt, string? spanId, CancellationToken cancellationToken);

    /// <summary>The run has waited in vain until the job's deadline. A job that is no longer waiting, or not yet due, ignores the call.</summary>
    [Alias("GiveUpWaiting")]
    Task GiveUpWaitingAsync(CancellationToken cancellationToken);

    /// <summary>The attempt is over: stores what came of it. An attempt that the job no longer knows changes nothing; nor does the same call again.</summary>
    [Alias("EndAttempt")]
    Task EndAttemptAsync(int attempt, AiOutcome outcome, CancellationToken cancellationToken);

    /// <summary>Somebody follows the user's feed: text and progress are worth reporting again.</summary>
    [AlwaysInterleave]
    [OneWay]
    [Alias("Watched")]
    Task WatchedAsync();
}
