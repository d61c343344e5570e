using Microsoft.AspNetCore.Http.HttpResults;
using OrleansAiJobs.WebFrontend.Auth;
using OrleansAiJobs.WebFrontend.Http;

namespace OrleansAiJobs.WebFrontend.Jobs;

/// <summary>One job: read it, act on it.</summary>
internal static class JobEndpoints
{
    public static void MapJob(this RouteGroupBuilder api)
    {
        api.MapMethods("job/{id}", ReadMethods.All, GetAsync);
        api.MapDelete("job/{id}", DeleteAsync);
        api.MapPost("job/{id}/cancel", CancelAsync);
        api.MapPost("job/{id}/retry", RetryAsync);
    }

    private static async Task<Results<Ok<JobBody>, StatusCodeHttpResult, Problem>> GetAsync(
        string id, CurrentUser user, JobCalls jobs, HttpContext context, CancellationToken cancellationToken)
    {
        if (JobId.Read(id) is not { } jobId || await jobs.GetAsync(jobId, user.Id, cancellationToken) is not { } job)
        {
            return JobAnswers.NotFound;
        }

        var tag = EntityTags.FromVersion(job.Version);
        context.Response.Headers.ETag = tag;
        return EntityTags.Matches(context.Request.Headers.IfNoneMatch, tag)
            ? TypedResults.StatusCode(StatusCodes.Status304NotModified)
            : TypedResults.Ok(JobBody.From(job));
    }

    private static async Task<Results<Accepted<JobBody>, Ok<JobBody>, Problem>> CancelAsync(string id, CurrentUser user, JobCalls jobs) =>
        JobId.Read(id) is { } jobId ? JobAnswers.From(await jobs.CancelAsync(jobId, user.Id)) : JobAnswers.NotFound;

    private static async Task<Results<Accepted<JobBody>, Ok<JobBody>, Problem>> RetryAsync(string id, CurrentUser user, JobCalls jobs) =>
        JobId.Read(id) is { } jobId ? JobAnswers.From(await jobs.RetryAsync(jobId, user.Id)) : JobAnswers.NotFound;

    private static async Task<Results<NoContent, Problem>> DeleteAsync(string id, CurrentUser user, JobCalls jobs) =>
        JobId.Read(id) is { } jobId ? JobAnswers.FromDeletion(await jobs.DeleteAsync(jobId, user.Id)) : JobAnswers.NotFound;
}
