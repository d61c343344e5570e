namespace OrleansAiJobs.Grains.JobTypes.Local;

/// <summary>A phrase that says what the text is about, as it stands in the text.</summary>
/// <param name="Text">As first written.</param>
/// <param name="Terms">Its terms, ascending.</param>
/// <param name="IsComplete">Whether it says enough without what follows it in the text.</param>
/// <param name="Score">Higher is better.</param>
internal sealed record KeyPhrase(string Text, int[] Terms, bool IsComplete, double Score);
