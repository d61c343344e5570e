using System.Text.Json.Nodes;

namespace OrleansAiJobs.Tests.EndToEnd.Processes;

/// <summary>What tests look at in a row of <c>ai_jobs</c>.</summary>
internal sealed record JobTableRow(
    string Id,
    Guid UserId,
    string Status,
    string? Owner,
    IReadOnlyList<JobTableAttempt> Attempts,
    JsonNode? Result,
    string? ErrorCode,
    int MaxAttempts)
{
    public bool IsTerminal => Status is "completed" or "failed" or "cancelled";

    public override string ToString() =>
        $"{Id} {Status} owner={Owner} error={ErrorCode} attempts=[{string.Join(", ", Attempts)}]";
}
