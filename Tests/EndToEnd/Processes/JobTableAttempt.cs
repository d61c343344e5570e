namespace OrleansAiJobs.Tests.EndToEnd.Processes;

/// <summary>One entry of the column <c>attempts</c>.</summary>
internal sealed record JobTableAttempt(int Number, DateTimeOffset StartedAt, string? ErrorCode);
