namespace OrleansAiJobs.Grains.Braking;

/// <summary>What the brake makes of a call's end.</summary>
/// <param name="Order">What holds from now on.</param>
/// <param name="Counts">Whether a failed attempt counts against its job.</param>
[GenerateSerializer]
[Immutable]
[Alias("ai-jobs.CallVerdict")]
internal sealed record CallVerdict(BrakeOrder Order, bool Counts);
