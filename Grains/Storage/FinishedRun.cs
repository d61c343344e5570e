namespace OrleansAiJobs.Grains.Storage;

/// <summary>What the row of a completed job tells of its last attempt.</summary>
/// <param name="Type">The job's type.</param>
/// <param name="Input">The stored input.</param>
/// <param name="ResultCharacters">The length of the stored result, about that of the answer.</param>
/// <param name="Took">From the attempt's start to the job's end.</param>
internal sealed record FinishedRun(string Type, string Input, int ResultCharacters, TimeSpan Took);
