using System.Buffers;

namespace OrleansAiJobs.WebFrontend.Feed;

/// <summary>A feed as server-sent events.</summary>
internal sealed class SseTransport(HttpContext context) : IFeedTransport
{
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        var response = context.Response;
        response.ContentType = "text/event-stream";
        response.Headers.CacheControl = "no-store";
        response.Headers["X-Accel-Buffering"] = "no";
        response.BodyWriter.Write(SseWriter.Opening);
        await response.BodyWriter.FlushAsync(cancellationToken);
    }

    public async Task SendAsync(IReadOnlyList<FeedFrame> frames, CancellationToken cancellationToken)
    {
        foreach (var frame in frames)
        {
            SseWriter.Write(context.Response.BodyWriter, frame);
        }

        await context.Response.BodyWriter.FlushAsync(cancellationToken);
    }

    public void Abort() => context.Abort();
}
