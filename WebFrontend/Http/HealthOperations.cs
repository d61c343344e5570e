using OrleansAiJobs.WebFrontend.OpenApi;

namespace OrleansAiJobs.WebFrontend.Http;

/// <summary>The checks of health in the OpenAPI document.</summary>
internal static class HealthOperations
{
    private const string Tag = "health";

    public static readonly OperationDescription Live = new("getLiveness", Tag, "Is the process alive", "As long as it answers at all.")
    {
        Callers = Callers.Everybody,
        Answers = [Healthy("It is.")],
    };

    public static readonly OperationDescription Ready = new("getReadiness", Tag, "Can the process serve", "Once the cluster and its store answer.")
    {
        Callers = Callers.Everybody,
        Answers = [Healthy("It can.")],
        Refusals = [Problems.TemporarilyUnavailable],
    };

    private static AnswerDescription Healthy(string text) => new(200, text)
    {
        OtherMediaType = "text/plain",
        Example = "Healthy",
        Headers = [HeaderDescriptions.CacheControl],
    };
}
