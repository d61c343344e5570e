using System.Buffers;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Primitives;

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

        var (count, characters) = Measure(context.Request.Headers);
        return count > MaxHeaders || characters > MaxHeaderCharacters ? Problems.FromStatus(StatusCodes.Status431RequestHeaderFieldsTooLarge) : null;
    }

    // Copied, because the server keeps an enumerator of headers for as long as the connection is open, and feeds are open for long.
    private static (int Count, int Characters) Measure(IHeaderDictionary headers)
    {
        var copy = ArrayPool<KeyValuePair<string, StringValues>>.Shared.Rent(headers.Count);
        headers.CopyTo(copy, 0);
        var (count, characters) = (0, 0);
        foreach (var (name, values) in copy.AsSpan(0, headers.Count))
        {
            foreach (var value in values)
            {
                count++;
                characters += name.Length + (value?.Length ?? 0);
            }
        }

        ArrayPool<KeyValuePair<string, StringValues>>.Shared.Return(copy, clearArray: true);
        return (count, characters);
    }
}
