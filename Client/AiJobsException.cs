using System.Net;

namespace OrleansAiJobs.Client;

/// <summary>The service has refused a request, or could not serve it in time.</summary>
public sealed class AiJobsException : Exception
{
    /// <summary>Without a reason.</summary>
    public AiJobsException()
    {
    }

    /// <summary>With a message of its own.</summary>
    public AiJobsException(string message)
        : base(message)
    {
    }

    /// <summary>With a message of its own and what caused it.</summary>
    public AiJobsException(string message, Exception innerException)
        : base(message, innerException)
    {
    }

    internal AiJobsException(HttpStatusCode status, Problem problem, TimeSpan? retryAfter)
        : base($"{problem.Detail ?? problem.Title ?? $"The service answered {(int)status}."} ({problem.Code ?? "no code"})")
    {
        Status = status;
        Code = problem.Code;
        TraceId = problem.TraceId;
        RetryAfter = retryAfter;
        Errors = problem.Errors ?? new Dictionary<string, string[]>();
    }

    /// <summary>The HTTP status; null when there was no answer.</summary>
    public HttpStatusCode? Status { get; }

    /// <summary>The service's stable code, such as <c>validation_failed</c>.</summary>
    public string? Code { get; }

    /// <summary>What the service's logs and traces know the request by.</summary>
    public string? TraceId { get; }

    /// <summary>How long the service wants to be left alone, where it said so.</summary>
    public TimeSpan? RetryAfter { get; }

    /// <summary>What is wrong with the input, by JSON path.</summary>
    public IReadOnlyDictionary<string, string[]> Errors { get; } = new Dictionary<string, string[]>();
}
