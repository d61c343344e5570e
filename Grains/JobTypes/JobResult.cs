namespace OrleansAiJobs.Grains.JobTypes;

/// <summary>A finished answer: either the job's result or what is wrong with it.</summary>
public sealed record JobResult
{
    private JobResult()
    {
    }

    /// <summary>A JSON object; null when the answer is unusable.</summary>
    public string? Json { get; private init; }

    /// <summary>What is wrong, addressed to the AI, such as <c>There are 4 titles; there must be exactly 5.</c></summary>
    public string? Complaint { get; private init; }

    public static JobResult Valid(string json) => new() { Json = json };

    public static JobResult Invalid(string complaint) => new() { Complaint = complaint };
}
