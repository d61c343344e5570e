using System.Collections.Frozen;
using Microsoft.AspNetCore.WebUtilities;

namespace OrleansAiJobs.WebFrontend.Http;

/// <summary>Every kind of problem in the API: the table "Errors" of <c>docs/api.md</c>.</summary>
internal static class Problems
{
    public static readonly ProblemKind MalformedJson = new("malformed_json", 400, "The body is not acceptable JSON");
    public static readonly ProblemKind ValidationFailed = new("validation_failed", 400, "The input breaks a rule");
    public static readonly ProblemKind InvalidCursor = new("invalid_cursor", 400, "The cursor is broken");
    public static readonly ProblemKind InvalidParameter = new("invalid_parameter", 400, "A query parameter is wrong");
    public static readonly ProblemKind InvalidIdempotencyKey = new("invalid_idempotency_key", 400, "The Idempotency-Key is wrong");
    public static readonly ProblemKind Unauthenticated = new("unauthenticated", 401, "It is not known who is calling");
    public static readonly ProblemKind CrossOrigin = new("cross_origin", 403, "The request comes from another site");
    public static readonly ProblemKind GuestsNotAllowed = new("guests_not_allowed", 403, "Guests are not let in here");
    public static readonly ProblemKind NotFound = new("not_found", 404, "Not found");
    public static readonly ProblemKind UnknownJobType = new("unknown_job_type", 404, "There is no such job type");
    public static readonly ProblemKind MethodNotAllowed = new("method_not_allowed", 405, "The method is not allowed here");
    public static readonly ProblemKind AlreadyFinished = new("already_finished", 409, "The job has already finished");
    public static readonly ProblemKind NotRetryable = new("not_retryable", 409, "The job cannot be retried");
    public static readonly ProblemKind StillRunning = new("still_running", 409, "The job has not finished");
    public static readonly ProblemKind JobDeleted = new("job_deleted", 409, "The job has been deleted");
    public static readonly ProblemKind TooSlow = new("request_timeout", 408, "The body came too slowly");
    public static readonly ProblemKind TooLarge = new("too_large", 413, "The body is too large");
    public static readonly ProblemKind UriTooLong = new("uri_too_long", 414, "The address is too long");
    public static readonly ProblemKind UnsupportedMediaType = new("unsupported_media_type", 415, "The body's media type is not supported");
    public static readonly ProblemKind IdempotencyKeyReused = new("idempotency_key_reused", 422, "The Idempotency-Key belongs to another request");
    public static readonly ProblemKind RateLimited = new("rate_limited", 429, "Too many requests");
    public static readonly ProblemKind TooManyActiveJobs = new("too_many_active_jobs", 429, "Too many unfinished jobs");
    public static readonly ProblemKind TooManyConnections = new("too_many_connections", 429, "Too many open connections");
    public static readonly ProblemKind HeadersTooLarge = new("headers_too_large", 431, "The headers are too large");
    public static readonly ProblemKind Internal = new("internal", 500, "Something is broken on our side");
    public static readonly ProblemKind TemporarilyUnavailable = new("temporarily_unavailable", 503, "The service is temporarily unavailable");

    private static readonly FrozenDictionary<int, Problem> ByStatus = new[]
    {
        Unauthenticated.With("Start a session with POST /api/session, or send a valid bearer token."),
        NotFound.With("There is nothing at this address."),
        MethodNotAllowed.With("This address does not answer this method; see the header Allow."),
        TooLarge.With("The body is larger than this address takes."),
        TooSlow.With("The body did not come in time."),
        UriTooLong.With("The address is longer than this server takes."),
        HeadersTooLarge.With("There are more headers, or longer ones, than this server takes."),
        UnsupportedMediaType.With("Send the body as application/json in UTF-8."),
        Internal.With("The request could not be answered. If it happens again, report the traceId."),
        TemporarilyUnavailable.With("Try again in a moment. Whether a change was stored may be unknown: repeat it, or read first."),
    }.ToFrozenDictionary(problem => problem.Kind.Status);

    /// <summary>The problem behind a bare status, as the framework answers it. A status that the API itself never uses is named by its reason phrase.</summary>
    public static Problem FromStatus(int status)
    {
        if (ByStatus.TryGetValue(status, out var problem))
        {
            return problem;
        }

        var reason = ReasonPhrases.GetReasonPhrase(status) is { Length: > 0 } phrase ? phrase : "Refused";
        var code = reason.ToLowerInvariant().Replace(' ', '_').Replace('-', '_');
        return new ProblemKind(code, status, reason).With("The server refused the request before the API saw it.");
    }
}
