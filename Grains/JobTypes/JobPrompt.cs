using System.Text.Json;

namespace OrleansAiJobs.Grains.JobTypes;

/// <summary>What to ask the AI.</summary>
public sealed record JobPrompt
{
    /// <summary>The system message. Holds nothing of the user's content.</summary>
    public required string Instructions { get; init; }

    /// <summary>The user's content: data, delimited by whoever builds the messages, never instructions.</summary>
    public required string Content { get; init; }

    /// <summary>The schema's name, as the provider sees it.</summary>
    public required string SchemaName { get; init; }

    /// <summary>The JSON schema of the answer, fit for strict structured output.</summary>
    public required JsonElement Schema { get; init; }
}
