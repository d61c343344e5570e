using System.Collections.Frozen;
using Microsoft.OpenApi;

namespace OrleansAiJobs.WebFrontend.OpenApi;

/// <summary>The headers of answers.</summary>
internal static class HeaderDescriptions
{
    public const string CacheControl = "Cache-Control";
    public const string ETag = "ETag";
    public const string Location = "Location";
    public const string RateLimit = "RateLimit";
    public const string RateLimitPolicy = "RateLimit-Policy";
    public const string RetryAfter = "Retry-After";
    public const string SetCookie = "Set-Cookie";
    public const string WwwAuthenticate = "WWW-Authenticate";
    public const string AccelBuffering = "X-Accel-Buffering";

    /// <summary>Of these each may be absent: only one limit tells how it counts, and only a new or renewed session sets a cookie.</summary>
    public static readonly FrozenSet<string> Optional = FrozenSet.Create(StringComparer.Ordinal, RateLimit, RateLimitPolicy, SetCookie);

    public static IReadOnlyDictionary<string, OpenApiHeader> All { get; } = new Dictionary<string, OpenApiHeader>(StringComparer.Ordinal)
    {
        [CacheControl] = Text("Whether and for how long the answer may be kept.", "private, no-cache"),
        [ETag] = Text("The job's version; to be sent back in If-None-Match.", "W/\"4\""),
        [Location] = new OpenApiHeader
        {
            Description = "The job's address.",
            Schema = new OpenApiSchema { Type = JsonSchemaType.String, Format = "uri-reference" },
            Example = Examples.JobAddress,
        },
        [RateLimit] = Text("The limit that refused: how many remain, and in how many seconds there will be more. Comes with rate_limited.", "\"submits\";r=0;t=17"),
        [RateLimitPolicy] = Text("That limit's rule: how many within how many seconds. Comes with rate_limited.", "\"submits\";q=120;w=60"),
        [RetryAfter] = new OpenApiHeader
        {
            Description = "Seconds after which to try again.",
            Schema = new OpenApiSchema { Type = JsonSchemaType.Integer, Minimum = "1" },
            Example = 2,
        },
        [SetCookie] = Text("The session: encrypted, HttpOnly, SameSite=Strict, Secure over https, for 90 days from each renewal.", "ai-jobs-session=…; path=/; samesite=strict; httponly"),
        [WwwAuthenticate] = Text("The way in for programs.", "Bearer"),
        [AccelBuffering] = Text("Tells proxies to pass each event on at once.", "no"),
    };

    private static OpenApiHeader Text(string description, string example) => new()
    {
        Description = description,
        Schema = new OpenApiSchema { Type = JsonSchemaType.String },
        Example = example,
    };
}
