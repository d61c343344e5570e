using OrleansAiJobs.WebFrontend.Http;

namespace OrleansAiJobs.WebFrontend.Feed;

/// <summary>The same feed over a WebSocket.</summary>
internal sealed record WebSocketResult(FeedServer Server, FeedOpening Opening, TimeProvider Time) : IResult
{
    public async Task ExecuteAsync(HttpContext httpContext)
    {
        if (!httpContext.WebSockets.IsWebSocketRequest)
        {
            await Problems.InvalidParameter.With("This address is for WebSockets; GET /api/ai/events is the same feed as server-sent events.")
                .ExecuteAsync(httpContext);
            return;
        }

        using var gone = CancellationTokenSource.CreateLinkedTokenSource(httpContext.RequestAborted);
        var transport = new WebSocketTransport(httpContext, gone);
        if (await Server.TryServeAsync(Opening, transport, gone.Token))
        {
            await transport.FinishAsync(Time);
        }
        else
        {
            await FeedResult.TooMany.ExecuteAsync(httpContext);
        }
    }
}
