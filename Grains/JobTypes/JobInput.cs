using OrleansAiJobs.Grains.Interfaces.Jobs;

namespace OrleansAiJobs.Grains.JobTypes;

/// <summary>A checked input: either the form to store or what is wrong with it.</summary>
public sealed record JobInput
{
    private JobInput()
    {
    }

    /// <summary>A JSON object; null when the input breaks a rule.</summary>
    public string? Json { get; private init; }

    /// <summary>Every rule it breaks; empty when there is none.</summary>
    public IReadOnlyList<InputError> Errors { get; private init; } = [];

    public static JobInput Valid(string json) => new() { Json = json };

    public static JobInput Invalid(IReadOnlyList<InputError> errors) => new() { Errors = errors };
}
