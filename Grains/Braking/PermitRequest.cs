namespace OrleansAiJobs.Grains.Braking;

/// <summary>A silo's wish for permits.</summary>
/// <param name="News">What it has to tell.</param>
/// <param name="Wanted">Jobs that would start at once if they might.</param>
/// <param name="Tokens">What each of them will use, about.</param>
[GenerateSerializer]
[Immutable]
[Alias("ai-jobs.PermitRequest")]
internal sealed record PermitRequest(SiloNews News, int Wanted, int Tokens);
