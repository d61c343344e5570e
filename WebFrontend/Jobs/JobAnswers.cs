using System.Diagnostics;
using Microsoft.AspNetCore.Http.HttpResults;
using OrleansAiJobs.Grains.Interfaces.Jobs;
using OrleansAiJobs.WebFrontend.Http;

namespace OrleansAiJobs.WebFrontend.Jobs;

/// <summary>What the grains answer, in terms of HTTP.</summary>
internal static class JobAnswers
{
    /// <summary>For a job that does not exist, another user's and a malformed id alike.</summary>
    public static Problem NotFound => Problems.NotFound.With("There is no such job.");

    private static Problem TooManyActive => Problems.TooManyActiveJobs.With(
        "You would have more unfinished jobs than one user may. Wait until some have finished, or cancel some.");

    public static Accepted<JobBody> Accepted(JobView job) =>
        TypedResults.Accepted($"/api/ai/job/{job.Id}", JobBody.From(job));

    public static Results<Accepted<JobBody>, Problem> From(SubmitAnswer answer) => answer.Status switch
    {
        SubmitStatus.Accepted => Accepted(answer.Job!),
        _ => Refusal(answer.Status, answer.Errors, answer.KnownTypes),
    };

    public static Results<Accepted<BatchBody>, Problem> From(JobBatchAnswer answer) => answer.Status switch
    {
        SubmitStatus.Accepted => TypedResults.Accepted((string?)null, BatchBody.From(answer.Jobs)),
        _ => Refusal(answer.Status, answer.Errors, answer.KnownTypes),
    };

    public static Results<Accepted<JobBody>, Ok<JobBody>, Problem> From(JobAnswer answer) => answer.Status switch
    {
        JobAnswerStatus.Done => Accepted(answer.Job!),
        JobAnswerStatus.Unchanged => TypedResults.Ok(JobBody.From(answer.Job!)),
        _ => Refusal(answer),
    };

    public static Results<NoContent, Problem> FromDeletion(JobAnswer answer) =>
        answer.Status == JobAnswerStatus.Done ? TypedResults.NoContent() : Refusal(answer);

    public static Problem Invalid(IReadOnlyList<InputError> errors) =>
        new(Problems.ValidationFailed, "See errors: what is wrong, by member.")
        {
            Errors = ByPath(errors),
        };

    private static Problem Refusal(SubmitStatus status, IReadOnlyList<InputError> errors, IReadOnlyList<string> knownTypes) => status switch
    {
        SubmitStatus.UnknownType => new Problem(Problems.UnknownJobType, $"The job types are: {string.Join(", ", knownTypes)}.")
        {
            Errors = errors.Count == 0 ? null : ByPath(errors),
        },
        SubmitStatus.Invalid => Invalid(errors),
        SubmitStatus.Conflict => Problems.IdempotencyKeyReused.With("This key came with another type or input before. Use a new key for a new request."),
        SubmitStatus.TooManyActive => TooManyActive,
        SubmitStatus.Deleted => Problems.JobDeleted.With("What this key made was deleted. Use a new key to have it made again."),
        _ => throw new UnreachableException($"A submit was answered with {status}."),
    };

    private static Dictionary<string, string[]> ByPath(IReadOnlyList<InputError> errors) => errors
        .GroupBy(error => error.Path, StringComparer.Ordinal)
        .ToDictionary(group => group.Key, group => group.Select(error => error.Message).ToArray(), StringComparer.Ordinal);

    private static Problem Refusal(JobAnswer answer) => answer.Status switch
    {
        JobAnswerStatus.NotFound => NotFound,
        JobAnswerStatus.AlreadyFinished => Problems.AlreadyFinished.With("Only unfinished jobs can be cancelled."),
        JobAnswerStatus.NotRetryable => Problems.NotRetryable.With("Only failed and cancelled jobs can be retried."),
        JobAnswerStatus.TooManyActive => TooManyActive,
        JobAnswerStatus.StillRunning => Problems.StillRunning.With("Only finished jobs can be deleted; cancel it first."),
        _ => throw new UnreachableException($"A job's answer was {answer.Status}."),
    };
}
