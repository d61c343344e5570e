namespace OrleansAiJobs.Client;

/// <summary>Problem details on the wire (RFC 9457).</summary>
internal sealed record Problem(string? Title, string? Detail, string? Code, string? TraceId, Dictionary<string, string[]>? Errors);
