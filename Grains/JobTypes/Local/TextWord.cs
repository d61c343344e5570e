namespace OrleansAiJobs.Grains.JobTypes.Local;

/// <summary>A word in a text.</summary>
/// <param name="Start">Where it begins.</param>
/// <param name="End">Where it has ended.</param>
/// <param name="Lower">The word in lower case.</param>
/// <param name="IsUnspaced">Whether it is a run of letters of a script without spaces, so perhaps many words.</param>
internal readonly record struct TextWord(int Start, int End, string Lower, bool IsUnspaced);
