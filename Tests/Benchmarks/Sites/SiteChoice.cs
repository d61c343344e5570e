namespace OrleansAiJobs.Tests.Benchmarks.Sites;

/// <summary>Which processes to start.</summary>
/// <param name="Mode">How they are arranged.</param>
/// <param name="Silos">How many silos; 0 when embedded.</param>
/// <param name="Frontends">How many frontends; 1 when embedded.</param>
/// <param name="Settings">What the command line sets beyond the benchmark's own settings, by key.</param>
internal sealed record SiteChoice(SiteMode Mode, int Silos, int Frontends, IReadOnlyDictionary<string, string> Settings);
