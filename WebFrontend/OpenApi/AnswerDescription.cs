namespace OrleansAiJobs.WebFrontend.OpenApi;

/// <summary>An answer that is no problem.</summary>
/// <param name="Status">Its status.</param>
/// <param name="Text">When it comes and what it means.</param>
internal sealed record AnswerDescription(int Status, string Text)
{
    /// <summary>The type that is written as its JSON; null for another body or none.</summary>
    public Type? Body { get; init; }

    /// <summary>The media type of a body that is no JSON of ours; null for none.</summary>
    public string? OtherMediaType { get; init; }

    /// <summary>An example of the body: JSON where the body is, else text.</summary>
    public string? Example { get; init; }

    /// <summary>The names of its headers, as in <see cref="HeaderDescriptions"/>.</summary>
    public IReadOnlyList<string> Headers { get; init; } = [];

    /// <summary>Whether the body is a feed, whose events the document lists.</summary>
    public bool IsFeed { get; init; }
}
