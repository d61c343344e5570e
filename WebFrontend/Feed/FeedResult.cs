using OrleansAiJobs.WebFrontend.Http;

namespace OrleansAiJobs.WebFrontend.Feed;

/// <summary>A feed as server-sent events, until the client goes, the feed ends or the process stops.</summary>
internal sealed record FeedResult(FeedServer Server, FeedOpening Opening) : IResult
{
    /// <summary>Every transport's answer to one too many.</summary>
    public static Problem TooMany => Problems.TooManyConnections.With(
        "Close a feed before opening another. One /api/ai/events carries all of a user's jobs, and one is enough for a browser.");

    public async Task ExecuteAsync(HttpContext httpContext)
    {
        if (!await Server.TryServeAsync(Opening, new SseTransport(httpContext), httpContext.RequestAborted))
        {
            await TooMany.ExecuteAsync(httpContext);
        }
    }
}
