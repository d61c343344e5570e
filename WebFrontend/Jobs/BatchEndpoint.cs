using Microsoft.AspNetCore.Http.HttpResults;
using OrleansAiJobs.Grains.Interfaces.Jobs;
using OrleansAiJobs.WebFrontend.Auth;
using OrleansAiJobs.WebFrontend.Http;
using OrleansAiJobs.WebFrontend.Limits;
using OrleansAiJobs.WebFrontend.OpenApi;
using OrleansAiJobs.WebFrontend.Telemetry;

namespace OrleansAiJobs.WebFrontend.Jobs;

/// <summary>Takes many jobs at once: all are stored, or none is.</summary>
internal static class BatchEndpoint
{
    /// <summary>8 MB.</summary>
    private const int MaxBodyBytes = 8 * 1024 * 1024;

    public static void MapBatch(this RouteGroupBuilder api) => api.MapPost("batch", SubmitAsync).Describe(JobOperations.SubmitBatch);

    private static async Task<Results<Accepted<BatchBody>, Problem>> SubmitAsync(
        CurrentUser user, HttpRequest request, JobCalls jobs, CallerLimits limits, TimeProvider time, CancellationToken cancellationToken)
    {
        var body = await JsonBody.ReadAsync(request, MaxBodyBytes, cancellationToken);
        if (body.Text is null)
        {
            return body.Refusal!;
        }

        if (!IdempotencyKey.TryRead(request.Headers[IdempotencyKey.Header], out var key))
        {
            return IdempotencyKey.Invalid;
        }

        var now = time.GetUtcNow();
        var batch = BatchRequest.Read(body.Text, user.Id, place => key?.JobId(user.Id, place) ?? Guid.CreateVersion7(now));
        if (batch.Jobs is null)
        {
            return batch.Refusal!;
        }

        var permit = limits.AskToSubmit(request.HttpContext, user, batch.Jobs.Jobs.Count);
        var answer = await jobs.SubmitAsync(batch.Jobs with { OnlyKnown = !permit.IsGranted, TraceParent = CurrentTrace.Parent });
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
