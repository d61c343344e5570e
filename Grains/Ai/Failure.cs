using OrleansAiJobs.Grains.Interfaces.Jobs;

namespace OrleansAiJobs.Grains.Ai;

/// <summary>What a failed attempt means.</summary>
/// <param name="Kind">For logs.</param>
/// <param name="ProviderCode">The provider's own name for it; for logs.</param>
/// <param name="Error">For the person at the page.</param>
/// <param name="RetryAfter">As in <see cref="AiOutcome.RetryAfter"/>.</param>
/// <param name="Counts">As in <see cref="AiOutcome.Counts"/>.</param>
internal sealed record Failure(FailureKind Kind, string? ProviderCode, JobError Error, TimeSpan? RetryAfter, bool Counts);
