namespace OrleansAiJobs.WebFrontend.Http;

/// <summary>One sort of refusal or failure.</summary>
/// <param name="Code">Stable, for programs.</param>
/// <param name="Status">The HTTP status that it always comes with.</param>
/// <param name="Title">The same for every occurrence.</param>
internal sealed record ProblemKind(string Code, int Status, string Title)
{
    /// <summary>The kind's identifier in the sense of RFC 9457; a name, not an address.</summary>
    public string Type => $"urn:orleans-ai-jobs:problem:{Code}";

    /// <summary>An occurrence of this kind.</summary>
    /// <param name="detail">What is wrong here and what would be right.</param>
    public Problem With(string detail) => new(this, detail);
}
