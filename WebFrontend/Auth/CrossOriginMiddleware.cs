using Microsoft.Extensions.Primitives;
using Microsoft.Net.Http.Headers;
using OrleansAiJobs.WebFrontend.Http;

namespace OrleansAiJobs.WebFrontend.Auth;

/// <summary>Refuses what other sites make browsers send with our cookie. Tokens are exempt: browsers do not add them by themselves.</summary>
internal sealed class CrossOriginMiddleware(RequestDelegate next)
{
    public Task InvokeAsync(HttpContext context) =>
        context.GetEndpoint() is null || !NeedsProof(context.Request) || IsAllowed(context.Request.Headers)
            ? next(context)
            : Problems.CrossOrigin.With("Call from a page of this host, or with a bearer token.").ExecuteAsync(context);

    // A WebSocket is opened by GET, yet no browser asks before it lets another site read it.
    private static bool NeedsProof(HttpRequest request) =>
        !request.Headers.ContainsKey(HeaderNames.Authorization)
        && (!IsSafe(request.Method) || request.Headers.Upgrade.ToString().Contains("websocket", StringComparison.OrdinalIgnoreCase));

    private static bool IsSafe(string method) =>
        HttpMethods.IsGet(method) || HttpMethods.IsHead(method) || HttpMethods.IsOptions(method) || HttpMethods.IsTrace(method);

    private static bool IsAllowed(IHeaderDictionary headers) =>
        CrossOrigin.IsAllowed(Read(headers["Sec-Fetch-Site"]), Read(headers.Origin), Read(headers.Host));

    // A header that is there but empty is not absent.
    private static string? Read(StringValues values) => values.Count == 0 ? null : values.ToString();
}
