using Microsoft.AspNetCore.Http.HttpResults;
using OrleansAiJobs.Grains.Interfaces.Jobs;
using OrleansAiJobs.WebFrontend.Auth;
using OrleansAiJobs.WebFrontend.Http;
using OrleansAiJobs.WebFrontend.Jobs;

namespace OrleansAiJobs.WebFrontend.Feed;

/// <summary>Following live: all of a user's jobs, or one.</summary>
internal static class FeedEndpoints
{
    public static void MapFeed(this WebApplication app)
    {
        var api = app.MapGroup("/api/ai").RequireAuthorization();
        api.MapGet("events", FollowAll);
        api.MapGet("job/{id}/events", FollowJobAsync);
    }

    private static FeedResult FollowAll(CurrentUser user, FeedHub hub, HttpContext context)
    {
        var cursor = FeedCursors.Parse(CursorOf(context));
        return new FeedResult(hub, user.Id, Only: null, (feed, connection, token) => feed.OpenAsync(connection, cursor, token));
    }

    private static async Task<Results<FeedResult, NoContent, Problem>> FollowJobAsync(
        string id, CurrentUser user, FeedHub hub, JobCalls jobs, HttpContext context, CancellationToken cancellationToken)
    {
        if (JobId.Read(id) is not { } jobId)
        {
            return JobAnswers.NotFound;
        }

        var version = FeedCursors.ParseVersion(CursorOf(context)) ?? 0;
        try
        {
            var job = await jobs.GetAsync(jobId, user.Id, cancellationToken);
            if (job is null)
            {
                return JobAnswers.NotFound;
            }

            if (job.Status.IsTerminal() && job.Version == version)
            {
                return TypedResults.NoContent();
            }
        }
        catch (Exception e) when (ClusterFailure.Is(e))
        {
            // EventSource gives up for good on an error: the feed opens all the same and catches up.
        }

        return new FeedResult(hub, user.Id, jobId, (feed, connection, token) => feed.OpenJobAsync(connection, jobId, version, token));
    }

    private static string? CursorOf(HttpContext context) =>
        context.Request.Headers.TryGetValue("Last-Event-ID", out var header) ? header.ToString() : context.Request.Query["after"].ToString();
}
