using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Http.HttpResults;
using OrleansAiJobs.Grains.Interfaces.Jobs;
using OrleansAiJobs.WebFrontend.Auth;
using OrleansAiJobs.WebFrontend.Http;
using OrleansAiJobs.WebFrontend.Jobs;
using OrleansAiJobs.WebFrontend.OpenApi;

namespace OrleansAiJobs.WebFrontend.Feed;

/// <summary>Following live: all of a user's jobs, over either transport, or one.</summary>
internal static class FeedEndpoints
{
    public static void MapFeed(this WebApplication app)
    {
        var api = app.MapGroup("/api/ai").RequireAuthorization();
        api.MapGet("events", FollowAll).Describe(FeedOperations.FollowAll);
        api.MapGet("ws", FollowBySocket).Describe(FeedOperations.FollowBySocket);
        api.MapGet("job/{id}/events", FollowJobAsync).Describe(FeedOperations.FollowJob);
    }

    private static FeedResult FollowAll(CurrentUser user, FeedServer server, HttpContext context) =>
        new(server, FeedOpening.OfAll(user.Id, FeedCursors.Parse(CursorOf(context)), ExpiryOf(context)));

    private static WebSocketResult FollowBySocket(CurrentUser user, FeedServer server, TimeProvider time, HttpContext context) =>
        new(server, FeedOpening.OfAll(user.Id, FeedCursors.Parse(CursorOf(context)), ExpiryOf(context)), time);

    private static async Task<Results<FeedResult, NoContent, Problem>> FollowJobAsync(
        string id, CurrentUser user, FeedServer server, JobCalls jobs, HttpContext context, CancellationToken cancellationToken)
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

        return new FeedResult(server, FeedOpening.OfJob(user.Id, jobId, version, ExpiryOf(context)));
    }

    /// <summary>A feed ends with what its client proved itself with.</summary>
    private static DateTimeOffset? ExpiryOf(HttpContext context) =>
        context.Features.Get<IAuthenticateResultFeature>()?.AuthenticateResult?.Properties?.ExpiresUtc;

    private static string? CursorOf(HttpContext context) =>
        context.Request.Headers.TryGetValue("Last-Event-ID", out var header) ? header.ToString() : context.Request.Query["after"].ToString();
}
