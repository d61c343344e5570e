using Microsoft.AspNetCore.Http;

namespace OrleansAiJobs.Tests.ScriptedAi;

/// <summary>How another process scripts the AI and asks what it has seen.</summary>
internal static class ControlApi
{
    private const int ContentShown = 200;

    /// <returns>Whether the request was for the control API.</returns>
    public static async Task<bool> TryServeAsync(HttpContext context, ScriptedAiServer server)
    {
        switch (context.Request.Method, context.Request.Path.Value)
        {
            case ("GET", "/_requests"):
                await context.Response.WriteAsJsonAsync(Describe(server), context.RequestAborted);
                return true;
            case ("POST", "/_script"):
                await ScriptAsync(context, server);
                return true;
            case ("DELETE", "/_script"):
                server.ClearScript();
                context.Response.StatusCode = StatusCodes.Status204NoContent;
                return true;
            default:
                return false;
        }
    }

    private static async Task ScriptAsync(HttpContext context, ScriptedAiServer server)
    {
        var line = await context.Request.ReadFromJsonAsync<ScriptLine>(ScriptLine.Json, context.RequestAborted);
        if (line is null)
        {
            context.Response.StatusCode = StatusCodes.Status400BadRequest;
            return;
        }

        var replies = Enumerable.Repeat(line.Reply, line.Times);
        if (line.Contains is null)
        {
            server.Enqueue(replies);
        }
        else
        {
            server.When(request => request.Content.Contains(line.Contains, StringComparison.Ordinal), replies);
        }

        context.Response.StatusCode = StatusCodes.Status204NoContent;
    }

    private static object Describe(ScriptedAiServer server) => new
    {
        server.TotalCalls,
        server.InFlight,
        server.MaxInFlight,
        Requests = server.Requests.Select(request => new
        {
            request.Number,
            request.ReceivedAt,
            request.Path,
            request.Model,
            Content = request.Content.Length <= ContentShown ? request.Content : request.Content[..ContentShown],
            AbortedAt = request.Aborted.IsCompletedSuccessfully ? request.Aborted.Result : (DateTimeOffset?)null,
            EndedAt = request.Ended.IsCompletedSuccessfully ? request.Ended.Result : (DateTimeOffset?)null,
        }),
    };
}
