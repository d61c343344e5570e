using Microsoft.Extensions.Primitives;
using Microsoft.Net.Http.Headers;

namespace OrleansAiJobs.WebFrontend.Http;

/// <summary>Judges the headers that say how a body is written.</summary>
internal static class JsonMediaType
{
    /// <summary>What is wrong; null when the body is declared as JSON in UTF-8, not compressed.</summary>
    public static string? FindFault(StringValues contentType, StringValues contentEncoding)
    {
        if (!MediaTypeHeaderValue.TryParse(contentType.ToString(), out var type)
            || !type.MediaType.Equals("application/json", StringComparison.OrdinalIgnoreCase))
        {
            return "Send the body with Content-Type: application/json.";
        }

        var charset = HeaderUtilities.RemoveQuotes(type.Charset);
        if (charset.HasValue && !charset.Equals("utf-8", StringComparison.OrdinalIgnoreCase))
        {
            return "Send the body in UTF-8: no other charset is read.";
        }

        return contentEncoding.Count == 0 || contentEncoding.ToString().Equals("identity", StringComparison.OrdinalIgnoreCase)
            ? null
            : "Send the body without Content-Encoding.";
    }
}
