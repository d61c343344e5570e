using OrleansAiJobs.WebFrontend.Http;

namespace OrleansAiJobs.WebFrontend.Jobs;

/// <summary>
/// Words that are no job types, because they name something else at the same place. Each gets a route for every method,
/// to which more specific routes go first, so that <c>POST /api/ai/history</c> is not taken for a job of the type "history".
/// </summary>
internal static class ReservedWords
{
    private static readonly string[] Words = ["batch", "events", "history", "job", "stats", "ws"];

    public static void MapReservedWords(this RouteGroupBuilder api)
    {
        foreach (var word in Words)
        {
            api.Map(word, Refuse).ExcludeFromDescription();
        }
    }

    private static Problem Refuse(HttpContext context, EndpointDataSource endpoints)
    {
        var pattern = (context.GetEndpoint() as RouteEndpoint)?.RoutePattern.RawText;
        var methods = endpoints.Endpoints.OfType<RouteEndpoint>()
            .Where(endpoint => string.Equals(endpoint.RoutePattern.RawText, pattern, StringComparison.OrdinalIgnoreCase))
            .SelectMany(endpoint => endpoint.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods ?? [])
            .ToArray();
        if (methods.Length == 0)
        {
            return Problems.FromStatus(StatusCodes.Status404NotFound);
        }

        context.Response.Headers.Allow = string.Join(", ", methods);
        return Problems.FromStatus(StatusCodes.Status405MethodNotAllowed);
    }
}
