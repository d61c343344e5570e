using OrleansAiJobs.WebFrontend.Http;

namespace OrleansAiJobs.WebFrontend.OpenApi;

/// <summary>What the OpenAPI document says of an endpoint beyond its route; it stands in the endpoint's metadata.</summary>
/// <param name="Id">Unique; clients that are generated name their methods by it.</param>
/// <param name="Tag">The group.</param>
/// <param name="Summary">In a few words.</param>
/// <param name="Text">What callers have to know.</param>
internal sealed record OperationDescription(string Id, string Tag, string Summary, string Text)
{
    /// <summary>Who may call.</summary>
    public Callers Callers { get; init; } = Callers.Users;

    /// <summary>Those of the query and the headers, and of the path what is to be said of them.</summary>
    public IReadOnlyList<ParameterDescription> Parameters { get; init; } = [];

    /// <summary>The names of the schemas of which the body follows one; none when there is no body.</summary>
    public IReadOnlyList<string> Bodies { get; init; } = [];

    /// <summary>An example of the body, as JSON.</summary>
    public string? BodyExample { get; init; }

    public IReadOnlyList<AnswerDescription> Answers { get; init; } = [];

    /// <summary>The problems that are this endpoint's own. Those of every endpoint need not be named.</summary>
    public IReadOnlyList<ProblemKind> Refusals { get; init; } = [];
}
