using Microsoft.AspNetCore.Http.HttpResults;
using OrleansAiJobs.Grains.Interfaces.Jobs;
using OrleansAiJobs.WebFrontend.Auth;
using OrleansAiJobs.WebFrontend.Feed;
using OrleansAiJobs.WebFrontend.Http;
using OrleansAiJobs.WebFrontend.Limits;
using OrleansAiJobs.WebFrontend.OpenApi;

namespace OrleansAiJobs.WebFrontend.Jobs;

/// <summary>One job: read it, act on it.</summary>
internal static class JobEndpoints
{
    public static void MapJob(this RouteGroupBuilder api)
    {
        api.MapMethods("job/{id}", ReadMethods.All, GetAsync).Describe(JobOperations.Get);
        api.MapDelete("job/{id}", DeleteAsync).Describe(JobOperations.Delete);
        api.MapPost("job/{id}/cancel", CancelAsync).Describe(JobOperations.Cancel);
        api.MapPost("job/{id}/retry", RetryAsync).Describe(JobOperations.Retry);
    }

    private static async Task<Results<Ok<JobBody>, StatusCodeHttpResult, Problem>> GetAsync(
        string id, CurrentUser user, JobCalls jobs, JobWatch watch, HttpContext context, CancellationToken cancellationToken)
    {
        var wait = WaitTime.Read(context.Request.Query["wait"]);
        if (wait is null)
        {
            return Problems.InvalidParameter.With($"wait must be a whole number of seconds from 1 to {WaitTime.MaxSeconds}.");
        }

        if (JobId.Read(id) is not { } jobId || await jobs.GetAsync(jobId, user.Id, cancellationToken) is not { } job)
        {
            return JobAnswers.NotFound;
        }

        if (wait > TimeSpan.Zero && IsHeld(context, job))
        {
            if (!await watch.TryWaitAsync(user.Id, jobId, job.Version, wait.Value, cancellationToken))
            {
                return FeedResult.TooMany;
            }

            job = await jobs.GetAsync(jobId, user.Id, cancellationToken);
            if (job is null)
            {
                return JobAnswers.NotFound;
            }
        }

        context.Response.Headers.ETag = EntityTags.FromVersion(job.Version);
        return IsHeld(context, job) ? TypedResults.StatusCode(StatusCodes.Status304NotModified) : TypedResults.Ok(JobBody.From(job));
    }

    private static bool IsHeld(HttpContext context, JobView job) =>
        EntityTags.Matches(context.Request.Headers.IfNoneMatch, EntityTags.FromVersion(job.Version));

    private static async Task<Results<Accepted<JobBody>, Ok<JobBody>, Problem>> CancelAsync(string id, CurrentUser user, JobCalls jobs) =>
        JobId.Read(id) is { } jobId ? JobAnswers.From(await jobs.CancelAsync(jobId, user.Id)) : JobAnswers.NotFound;

    private static async Task<Results<Accepted<JobBody>, Ok<JobBody>, Problem>> RetryAsync(
        string id, CurrentUser user, JobCalls jobs, CallerLimits limits, HttpContext context, CancellationToken cancellationToken)
    {
        if (JobId.Read(id) is not { } jobId)
        {
            return JobAnswers.NotFound;
        }

        var permit = limits.AskToSubmit(context, user, jobs: 1);
        if (!permit.IsGranted)
        {
            // A job that cannot be retried says so first.
            return await jobs.GetAsync(jobId, user.Id, cancellationToken) switch
            {
                null => JobAnswers.NotFound,
                { Status: JobStatus.Failed or JobStatus.Cancelled } => permit.Refuse(context),
                var job => JobAnswers.From(new JobAnswer(JobAnswerStatus.NotRetryable, job)),
            };
        }

        var answer = await jobs.RetryAsync(jobId, user.Id);
        if (answer.Status is not JobAnswerStatus.Done)
        {
            permit.GiveBack();
        }

        return JobAnswers.From(answer);
    }

    private static async Task<Results<NoContent, Problem>> DeleteAsync(string id, CurrentUser user, JobCalls jobs) =>
        JobId.Read(id) is { } jobId ? JobAnswers.FromDeletion(await jobs.DeleteAsync(jobId, user.Id)) : JobAnswers.NotFound;
}
