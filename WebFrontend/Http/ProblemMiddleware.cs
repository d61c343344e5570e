namespace OrleansAiJobs.WebFrontend.Http;

/// <summary>
/// Turns exceptions, and the framework's own refusals without a body, into problem details.
/// The framework's exception handler and status pages are not used: they ask <c>Accept</c> first.
/// </summary>
internal sealed partial class ProblemMiddleware(RequestDelegate next, ILogger<ProblemMiddleware> logger)
{
    // Nobody is left to read it; it only tells the logs apart from failures.
    private const int ClientClosedRequest = 499;

    public async Task InvokeAsync(HttpContext context)
    {
        try
        {
            await next(context);
        }
        catch (Exception e) when (e is OperationCanceledException or IOException && context.RequestAborted.IsCancellationRequested)
        {
            context.Response.StatusCode = context.Response.HasStarted ? context.Response.StatusCode : ClientClosedRequest;
            return;
        }
        catch (Exception e) when (!context.Response.HasStarted)
        {
            await AnswerAsync(context, e);
            return;
        }

        if (context.Response is { HasStarted: false, StatusCode: >= 400, ContentLength: null, ContentType: null })
        {
            await Problems.FromStatus(context.Response.StatusCode).ExecuteAsync(context);
        }
    }

    private async Task AnswerAsync(HttpContext context, Exception exception)
    {
        var status = exception switch
        {
            BadHttpRequestException bad => bad.StatusCode,
            _ when ClusterFailure.Is(exception) => StatusCodes.Status503ServiceUnavailable,
            _ => StatusCodes.Status500InternalServerError,
        };
        try
        {
            context.Response.Clear();
            await Problems.FromStatus(status).ExecuteAsync(context);
            await context.Response.CompleteAsync();
        }
        finally
        {
            // Only now: an answer is promised in time, and to write a long exception down takes some of it.
            Log(status, context, exception);
        }
    }

    private void Log(int status, HttpContext context, Exception exception)
    {
        if (status == StatusCodes.Status500InternalServerError)
        {
            LogBroken(exception, context.Request.Method, context.GetEndpoint()?.DisplayName);
        }
        else if (status == StatusCodes.Status503ServiceUnavailable)
        {
            // In an outage every request comes here: a line each tells enough.
            LogUnavailable(context.Request.Method, context.GetEndpoint()?.DisplayName, ReasonOf(exception));
            LogUnavailableInFull(exception);
        }
    }

    private static string ReasonOf(Exception exception)
    {
        var cause = exception.GetBaseException();
        return cause == exception || cause is OperationCanceledException ? exception.Message : $"{exception.Message} ({cause.Message})";
    }

    [LoggerMessage(LogLevel.Error, "{Method} {Endpoint} is broken")]
    private partial void LogBroken(Exception exception, string method, string? endpoint);

    [LoggerMessage(LogLevel.Warning, "{Method} {Endpoint} got no answer from the cluster: {Reason}")]
    private partial void LogUnavailable(string method, string? endpoint, string reason);

    [LoggerMessage(LogLevel.Debug, "What the cluster did")]
    private partial void LogUnavailableInFull(Exception exception);
}
