namespace OrleansAiJobs.Grains.Braking;

/// <summary>The end of a call that says something of the provider.</summary>
/// <param name="JobId">Whose call.</param>
/// <param name="Sign">What it says.</param>
/// <param name="Age">How long ago the call began.</param>
/// <param name="RetryAfter">How long the provider wants to be left alone; null when it did not say, or asked for more than a job waits for.</param>
/// <param name="Trial">The trial that the call was; null when it was none.</param>
[GenerateSerializer]
[Immutable]
[Alias("ai-jobs.CallNews")]
internal sealed record CallNews(Guid JobId, CallSign Sign, TimeSpan Age, TimeSpan? RetryAfter, long? Trial);
