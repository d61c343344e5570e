using System.Diagnostics;
using System.Text.Json;

namespace OrleansAiJobs.WebFrontend.Http;

/// <summary>An occurrence of a problem, answered as RFC 9457 problem details whatever the request's <c>Accept</c>.</summary>
internal sealed class Problem(ProblemKind kind, string detail) : IResult, IStatusCodeHttpResult, IContentTypeHttpResult
{
    public const string MediaType = "application/problem+json";

    public ProblemKind Kind => kind;

    public string Detail => detail;

    /// <summary>By JSON path, what is wrong with the input.</summary>
    public IReadOnlyDictionary<string, string[]>? Errors { get; init; }

    public int? StatusCode => kind.Status;

    public string ContentType => MediaType;

    public async Task ExecuteAsync(HttpContext httpContext)
    {
        var body = JsonSerializer.SerializeToUtf8Bytes(Describe(httpContext), ApiJson.Instance.ProblemBody);
        var response = httpContext.Response;
        response.StatusCode = kind.Status;
        response.ContentType = ContentType;
        response.ContentLength = body.Length;
        response.Headers.CacheControl = "no-store";
        if (kind.Status == StatusCodes.Status401Unauthorized && response.Headers.WWWAuthenticate.Count == 0)
        {
            response.Headers.WWWAuthenticate = "Bearer";
        }

        if (kind.Status is StatusCodes.Status503ServiceUnavailable or StatusCodes.Status429TooManyRequests && response.Headers.RetryAfter.Count == 0)
        {
            response.Headers.RetryAfter = "2";
        }

        await response.Body.WriteAsync(body, httpContext.RequestAborted);
    }

    private ProblemBody Describe(HttpContext context) => new()
    {
        Type = kind.Type,
        Title = kind.Title,
        Status = kind.Status,
        Detail = detail,
        Code = kind.Code,
        TraceId = Activity.Current?.TraceId.ToHexString() ?? context.TraceIdentifier,
        Errors = Errors,
    };
}
