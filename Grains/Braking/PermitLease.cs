namespace OrleansAiJobs.Grains.Braking;

/// <summary>Permits for calls that begin now; what is not used at once is void.</summary>
/// <param name="Order">What holds.</param>
/// <param name="Count">0 when there were none for so long that it is time to ask again.</param>
/// <param name="Tokens">What was reserved for each.</param>
/// <param name="Trial">The number of the trial that the one permit is for; null for ordinary permits.</param>
[GenerateSerializer]
[Immutable]
[Alias("ai-jobs.PermitLease")]
internal sealed record PermitLease(BrakeOrder Order, int Count, int Tokens, long? Trial);
