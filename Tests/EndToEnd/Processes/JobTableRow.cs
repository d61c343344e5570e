using System.Text.Json.Nodes;
using OrleansAiJobs.Tests.Apps;

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
    int Version,
    Guid ETag,
    int MaxAttempts)
{
    public bool IsTerminal => Status is "completed" or "failed" or "cancelled";

    public bool IsOwnedBy(SiloNode silo) => Owner?.StartsWith(silo.OwnerPrefix, StringComparison.Ordinal) is true;

    public override string ToString() =>
        $"{Id} {Status} owner={Owner} error={ErrorCode} attempts=[{string.Join(", ", Attempts)}]";
}
