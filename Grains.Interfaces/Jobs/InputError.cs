namespace OrleansAiJobs.Grains.Interfaces.Jobs;

/// <summary>A rule that an input breaks.</summary>
/// <param name="Path">The member's JSON path within the input, such as <c>content</c>.</param>
/// <param name="Message">What is wrong and what would be right, for the developer who calls.</param>
[GenerateSerializer]
[Immutable]
[Alias("ai-jobs.InputError")]
public sealed record InputError(
    [property: Id(0)] string Path,
    [property: Id(1)] string Message);
