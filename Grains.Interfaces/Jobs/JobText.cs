namespace OrleansAiJobs.Grains.Interfaces.Jobs;

/// <summary>What an attempt has written so far, for people: the summary, or one title a line.</summary>
/// <param name="Attempt">The attempt's number.</param>
/// <param name="Text">The whole text so far.</param>
[GenerateSerializer]
[Immutable]
[Alias("ai-jobs.JobText")]
public sealed record JobText(
    [property: Id(0)] int Attempt,
    [property: Id(1)] string Text);
