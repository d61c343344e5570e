namespace OrleansAiJobs.Client;

/// <summary>What a job has used, summed over its attempts.</summary>
/// <param name="Model">The model that answered last.</param>
/// <param name="InputTokens">Tokens sent.</param>
/// <param name="OutputTokens">Tokens received.</param>
public sealed record AiJobUsage(string Model, long InputTokens, long OutputTokens);
