using System.Buffers;

namespace OrleansAiJobs.WebFrontend.Feed;

/// <summary>A feed as server-sent events, until the client goes, the feed ends or the process stops.</summary>
/// <param name="Hub">Where the feeds are.</param>
/// <param name="UserId">Whose feed.</param>
/// <param name="Only">The one job, or null for all.</param>
/// <param name="Open">Opens the attached connection; it may take as long as the cluster is away.</param>
internal sealed record FeedResult(
    FeedHub Hub, Guid UserId, Guid? Only, Func<UserFeed, FeedConnection, CancellationToken, Task> Open) : IResult
{
    public async Task ExecuteAsync(HttpContext httpContext)
    {
        var stopping = httpContext.RequestServices.GetRequiredService<IHostApplicationLifetime>().ApplicationStopping;
        using var end = CancellationTokenSource.CreateLinkedTokenSource(httpContext.RequestAborted, stopping);
        var response = httpContext.Response;
        response.ContentType = "text/event-stream";
        response.Headers.CacheControl = "no-store";
        response.Headers["X-Accel-Buffering"] = "no";
        response.BodyWriter.Write(SseWriter.Opening);
        var (feed, connection) = Hub.Attach(UserId, Only);
        try
        {
            await response.BodyWriter.FlushAsync(end.Token);
            var opening = Open(feed, connection, end.Token);
            await WriteAsync(response, connection, end.Token);
            await opening;
        }
        catch (OperationCanceledException) when (end.IsCancellationRequested)
        {
            // The client has gone, or this process goes: either way it comes back with its cursor.
        }
        finally
        {
            feed.Detach(connection);
        }
    }

    private static async Task WriteAsync(HttpResponse response, FeedConnection connection, CancellationToken cancellationToken)
    {
        while (!connection.Ended)
        {
            await connection.WaitAsync(cancellationToken);
            foreach (var frame in connection.Take())
            {
                SseWriter.Write(response.BodyWriter, frame);
            }

            await response.BodyWriter.FlushAsync(cancellationToken);
        }
    }
}
