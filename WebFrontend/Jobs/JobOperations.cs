using Microsoft.OpenApi;
using OrleansAiJobs.Grains.Interfaces.History;
using OrleansAiJobs.WebFrontend.Http;
using OrleansAiJobs.WebFrontend.OpenApi;

namespace OrleansAiJobs.WebFrontend.Jobs;

/// <summary>The endpoints for jobs in the OpenAPI document.</summary>
internal static class JobOperations
{
    private const string Tag = "jobs";

    public static readonly ParameterDescription Id = new(
        "id", ParameterLocation.Path, "The job's id. Whatever names no job of the user's, a malformed id too, is not_found.", Schemas.Id, Examples.JobId);

    private static readonly ParameterDescription Key = new(
        IdempotencyKey.Header,
        ParameterLocation.Header,
        "Names the request, so that it can be repeated: the same key with the same type and input gives the same jobs, before any limit is looked at; "
        + "with others it is refused. It lives as long as the job, and 24 hours after a deletion. 1 to 255 visible ASCII characters, quoted or bare.",
        new OpenApiSchema { Type = JsonSchemaType.String, Pattern = "^(?:\"[!-~]{1,255}\"|[!#-~][!-~]{0,254})$" },
        "6f0d4c1e-submit-1");

    private static readonly ProblemKind[] RefusedBodies =
    [
        Problems.MalformedJson, Problems.ValidationFailed, Problems.InvalidIdempotencyKey, Problems.UnknownJobType, Problems.JobDeleted,
        Problems.TooLarge, Problems.UnsupportedMediaType, Problems.IdempotencyKeyReused, Problems.RateLimited, Problems.TooManyActiveJobs,
    ];

    public static readonly OperationDescription Submit = new(
        "submitJob", Tag, "Submit a job of any type", "For types that were added to the built-in ones. Every answer is as for those.")
    {
        Parameters =
        [
            new ParameterDescription("type", ParameterLocation.Path, "The name of a job type.", Schemas.Text, "titles"),
            Key,
        ],
        Bodies = [Schemas.OtherInput],
        BodyExample = Examples.OtherInput,
        Answers = [Accepted("The job is stored, and will be done.")],
        Refusals = RefusedBodies,
    };

    public static readonly OperationDescription SubmitTitles = Submit with
    {
        Id = "submitTitles",
        Summary = "Have titles made for a text",
        Text = "The job's result has exactly as many titles as were asked for.",
        Parameters = [Key],
        Bodies = [Schemas.TitlesInput],
        BodyExample = Examples.TitlesInput,
    };

    public static readonly OperationDescription SubmitSummary = SubmitTitles with
    {
        Id = "submitSummary",
        Summary = "Have a text summarized",
        Text = "The job's result has the summary.",
        Bodies = [Schemas.SummaryInput],
        BodyExample = Examples.SummaryInput,
    };

    public static readonly OperationDescription SubmitBatch = SubmitTitles with
    {
        Id = "submitBatch",
        Summary = "Submit many jobs at once",
        Text = "1 to 100 jobs: all are stored, or none is, for the limits too.",
        Bodies = [Schemas.BatchInput],
        BodyExample = Examples.BatchInput,
        Answers =
        [
            new AnswerDescription(202, "The jobs are stored, and will be done; in the order of the request.")
            {
                Body = typeof(BatchBody),
                Example = Examples.Batch,
                Headers = [HeaderDescriptions.CacheControl],
            },
        ],
    };

    public static readonly OperationDescription Get = new(
        "getJob", Tag, "Read a job", "A failed job is answered with 200, too. With If-None-Match and wait the answer is held until there is news.")
    {
        Parameters =
        [
            Id,
            new ParameterDescription(
                "wait",
                ParameterLocation.Query,
                "With If-None-Match: for how many seconds the answer may be held until the version differs (200), the time is up (304) or the job is deleted (404).",
                Schemas.Number(1, WaitTime.MaxSeconds),
                "20"),
            new ParameterDescription("If-None-Match", ParameterLocation.Header, "The ETag that one holds.", Schemas.Text, "W/\"4\""),
        ],
        Answers =
        [
            new AnswerDescription(200, "The job.")
            {
                Body = typeof(JobBody),
                Example = Examples.CompletedJob,
                Headers = [HeaderDescriptions.CacheControl, HeaderDescriptions.ETag],
            },
            new AnswerDescription(304, "The job is as held.") { Headers = [HeaderDescriptions.CacheControl, HeaderDescriptions.ETag] },
        ],
        Refusals = [Problems.InvalidParameter, Problems.NotFound, Problems.TooManyConnections],
    };

    public static readonly OperationDescription Cancel = new(
        "cancelJob", Tag, "Cancel a job", "Its call to the AI is aborted within a second. Once this answers 202, the job is cancelled, never completed.")
    {
        Parameters = [Id],
        Answers =
        [
            Accepted("The job was unfinished, and is cancelled.") with { Example = Examples.CancelledJob },
            new AnswerDescription(200, "It was cancelled before.")
            {
                Body = typeof(JobBody),
                Example = Examples.CancelledJob,
                Headers = [HeaderDescriptions.CacheControl],
            },
        ],
        Refusals = [Problems.NotFound, Problems.AlreadyFinished],
    };

    public static readonly OperationDescription Retry = new(
        "retryJob", Tag, "Give a job new attempts", "For a failed or a cancelled job, which becomes pending again. The limits apply.")
    {
        Parameters = [Id],
        Answers = [Accepted("The job is pending again.")],
        Refusals = [Problems.NotFound, Problems.NotRetryable, Problems.RateLimited, Problems.TooManyActiveJobs],
    };

    public static readonly OperationDescription Delete = new("deleteJob", Tag, "Delete a job", "Removes a finished job, its input and its result for good.")
    {
        Parameters = [Id],
        Answers = [new AnswerDescription(204, "It is gone.") { Headers = [HeaderDescriptions.CacheControl] }],
        Refusals = [Problems.NotFound, Problems.StillRunning],
    };

    public static readonly OperationDescription GetHistory = new(
        "getHistory", Tag, "List one's jobs", "The newest first. Paging never skips or repeats a job, also while new ones arrive.")
    {
        Parameters =
        [
            new ParameterDescription("limit", ParameterLocation.Query, "How many; 20 unless said.", Schemas.Number(1, HistoryRequest.MaxLimit), "20"),
            new ParameterDescription(
                "cursor", ParameterLocation.Query, "The nextCursor of the page before; opaque, and independent of the filters.", Schemas.Text, "AQjeNfXhCq8BmbfCXw56MZ1XDyx-XzoQ9mZ3Fqd1"),
            new ParameterDescription(
                "type", ParameterLocation.Query, "Only jobs of this type.", new OpenApiSchema { Type = JsonSchemaType.String, Pattern = "^[a-z0-9_-]{1,50}$" }, "titles"),
            new ParameterDescription("status", ParameterLocation.Query, "Only jobs in this state.", Schemas.Status, "completed"),
        ],
        Answers =
        [
            new AnswerDescription(200, "A page.") { Body = typeof(HistoryBody), Example = Examples.History, Headers = [HeaderDescriptions.CacheControl] },
        ],
        Refusals = [Problems.InvalidParameter, Problems.InvalidCursor],
    };

    public static readonly OperationDescription GetStats = new("getStats", Tag, "One's jobs in numbers", "For the header of a page.")
    {
        Answers =
        [
            new AnswerDescription(200, "The numbers.") { Body = typeof(UserStats), Example = Examples.Stats, Headers = [HeaderDescriptions.CacheControl] },
        ],
    };

    private static AnswerDescription Accepted(string text) => new(202, text)
    {
        Body = typeof(JobBody),
        Example = Examples.PendingJob,
        Headers = [HeaderDescriptions.CacheControl, HeaderDescriptions.Location],
    };
}
