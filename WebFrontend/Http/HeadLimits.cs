using Microsoft.AspNetCore.Http.Features;

namespace OrleansAiJobs.WebFrontend.Http;

/// <summary>
/// Refuses addresses and headers that are too long, in words. The server itself takes twice as much: what it refuses, it refuses without a body.
/// </summary>
internal static class HeadLimits
{
    public const int MaxTargetCharacters = 8 * 1024;
    public const int MaxHeaderCharacters = 32 * 1024;
    public const int MaxHeaders = 64;

    public static void UseHeadLimits(this WebApplication app) => app.Use((context, next) =>
        FindFault(context) is { } problem ? problem.ExecuteAsync(context) : next(context));

    private static Problem? FindFault(HttpContext context)
    {
        if (context.Features.Get<IHttpRequestFeature>()?.RawTarget.Length > MaxTargetCharacters)
        {
            return Problems.FromStatus(StatusCodes.Status414UriTooLong);
        }

        var (count, characters) = (0, 0);
        foreach (var (name, values) in context.Request.Headers)
        {
            foreach (var value in values)
            {
                count++;
                characters += name.Length + (value?.Length ?? 0);
            }
        }

        return count > MaxHeaders || characters > MaxHeaderCharacters ? Problems.FromStatus(StatusCodes.Status431RequestHeaderFieldsTooLarge) : null;
    }
}
