namespace OrleansAiJobs.Client;

/// <summary>How far a job is.</summary>
/// <param name="Message">For people.</param>
/// <param name="Percent">0 to 100.</param>
public sealed record AiJobProgress(string Message, int Percent);
