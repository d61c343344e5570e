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
        if (await Server.TryOpenAsync(Opening, new SseTransport(httpContext), httpContext.RequestAborted) is not { } link)
        {
            await TooMany.ExecuteAsync(httpContext);
            return;
        }

        GoOn(httpContext, Server, link);
    }

    // A method of its own, so that what goes on holds nothing of what has opened it.
    private static void GoOn(HttpContext context, FeedServer server, FeedLink link) =>
        context.Features.Set(new LongAnswer(() => server.ServeAsync(link, context.RequestAborted)));
}
