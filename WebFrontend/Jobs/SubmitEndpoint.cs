using Microsoft.AspNetCore.Http.HttpResults;
using OrleansAiJobs.Grains.Interfaces.Jobs;
using OrleansAiJobs.WebFrontend.Auth;
using OrleansAiJobs.WebFrontend.Http;
using OrleansAiJobs.WebFrontend.Limits;
using OrleansAiJobs.WebFrontend.OpenApi;
using OrleansAiJobs.WebFrontend.Telemetry;

namespace OrleansAiJobs.WebFrontend.Jobs;

/// <summary>Takes jobs of every type: which there are, and what they need, the grains know.</summary>
internal static class SubmitEndpoint
{
    public static void MapSubmit(this RouteGroupBuilder api) => api.MapPost("{type}", SubmitAsync).Describe(JobOperations.Submit);

    private static async Task<Results<Accepted<JobBody>, Problem>> SubmitAsync(
        string type, CurrentUser user, HttpRequest request, JobCalls jobs, CallerLimits limits, TimeProvider time, CancellationToken cancellationToken)
    {
        var body = await JsonBody.ReadAsync(request, ServerSetup.MaxBodyBytes, cancellationToken);
        if (body.Text is null)
        {
            return body.Refusal!;
        }

        if (!body.IsObject)
        {
            return JobAnswers.Invalid([new InputError("$", "The input must be a JSON object.")]);
        }

        if (!IdempotencyKey.TryRead(request.Headers[IdempotencyKey.Header], out var key))
        {
            return IdempotencyKey.Invalid;
        }

        var id = key?.JobId(user.Id) ?? Guid.CreateVersion7(time.GetUtcNow());
        var permit = limits.AskToSubmit(request.HttpContext, user, jobs: 1);
        var submission = new JobSubmission(user.Id, type, body.Text) { OnlyKnown = !permit.IsGranted, TraceParent = CurrentTrace.Parent, IdIsNew = key is null };
        var answer = await jobs.SubmitAsync(id, submission);
        if (answer.Status is SubmitStatus.NotKnown)
        {
            return permit.Refuse(request.HttpContext);
        }

        if (!answer.IsNew)
        {
            permit.GiveBack();
        }

        return JobAnswers.From(answer);
    }
}
