namespace OrleansAiJobs.Client;

/// <summary>Why a job, or one of its attempts, failed.</summary>
/// <param name="Code">Stable, for programs, such as <c>provider_unavailable</c>.</param>
/// <param name="Message">What happened and what one can do, for people.</param>
/// <param name="Retryable">Whether trying again may help.</param>
public sealed record AiJobError(string Code, string Message, bool Retryable);
