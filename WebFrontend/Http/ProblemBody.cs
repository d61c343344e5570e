using System.Text.Json.Serialization;

namespace OrleansAiJobs.WebFrontend.Http;

/// <summary>Problem details on the wire.</summary>
internal sealed record ProblemBody
{
    /// <summary>The kind, as a name; not an address.</summary>
    public required string Type { get; init; }

    /// <summary>The same for every problem of the kind.</summary>
    public required string Title { get; init; }

    /// <summary>The HTTP status.</summary>
    public required int Status { get; init; }

    /// <summary>What is wrong here, and what would be right.</summary>
    public required string Detail { get; init; }

    /// <summary>Stable, for programs.</summary>
    public required string Code { get; init; }

    /// <summary>What the server's logs and traces know this request by.</summary>
    public required string TraceId { get; init; }

    /// <summary>By JSON path, what is wrong with the input; only of <c>validation_failed</c> and <c>unknown_job_type</c>.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyDictionary<string, string[]>? Errors { get; init; }
}
