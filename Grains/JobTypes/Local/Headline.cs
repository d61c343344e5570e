namespace OrleansAiJobs.Grains.JobTypes.Local;

/// <summary>A possible title.</summary>
/// <param name="Text">Fit to be shown.</param>
/// <param name="Terms">Its terms, ascending, to tell it from others.</param>
/// <param name="Source">The sentence that it was taken from; -1 when it was put together from several.</param>
/// <param name="IsWhole">Whether it is all of its sentence.</param>
/// <param name="Score">Higher is better; 1 is an ordinary sentence that makes a good headline.</param>
internal sealed record Headline(string Text, int[] Terms, int Source, bool IsWhole, double Score);
