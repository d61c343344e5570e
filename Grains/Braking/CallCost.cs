namespace OrleansAiJobs.Grains.Braking;

/// <summary>What a call was worth beyond what was reserved for it.</summary>
/// <param name="Age">How long ago it began.</param>
/// <param name="Tokens">Tokens more, or fewer.</param>
/// <param name="Calls">Calls more than one: an answer that had to be mended takes two.</param>
[GenerateSerializer]
[Immutable]
[Alias("ai-jobs.CallCost")]
internal sealed record CallCost(TimeSpan Age, int Tokens, int Calls);
