using Microsoft.Net.Http.Headers;
using OrleansAiJobs.Grains.Hosting;
using OrleansAiJobs.WebFrontend.Http;
using OrleansAiJobs.WebFrontend.Jobs;

namespace OrleansAiJobs.WebFrontend.Auth;

/// <summary>Lets pages of other sites (<c>Cors:AllowedOrigins</c>) call with bearer tokens. Their browsers never send our cookie along.</summary>
internal static class OtherSites
{
    private const string Key = "Cors:AllowedOrigins";
    private const string AnyOrigin = "*";

    /// <summary>How long a browser need not ask again.</summary>
    private static readonly TimeSpan PreflightMaxAge = TimeSpan.FromMinutes(10);

    public static void AddOtherSites(this WebApplicationBuilder builder)
    {
        string[] origins = [.. SettingList.Read(builder.Configuration, Key)];
        builder.Services.AddSettingRule(_ => origins.Where(origin => !IsOrigin(origin))
            .Select(wrong => $"{Key} holds '{wrong}', which is no origin such as https://example.com: scheme, host and port, nothing else."));
        builder.Services.AddCors(cors => cors.AddDefaultPolicy(policy => policy
            .WithOrigins(origins)
            .WithMethods(HttpMethods.Get, HttpMethods.Head, HttpMethods.Post, HttpMethods.Delete)
            .WithHeaders(HeaderNames.Authorization, HeaderNames.ContentType, IdempotencyKey.Header, "Last-Event-ID", HeaderNames.IfNoneMatch)
            .WithExposedHeaders(HeaderNames.Location, HeaderNames.ETag, HeaderNames.RetryAfter)
            .SetPreflightMaxAge(PreflightMaxAge)));
    }

    /// <summary>Before anything that refuses: what is refused must be readable, too, and preflights carry no identity.</summary>
    public static void UseOtherSites(this WebApplication app)
    {
        if (SettingList.Read(app.Configuration, Key).Count > 0)
        {
            app.UseWhen(context => context.Request.Path.StartsWithSegments("/api", StringComparison.Ordinal), api => api.UseCors());
        }
    }

    private static bool IsOrigin(string text) => text == AnyOrigin || (
        Uri.TryCreate(text, UriKind.Absolute, out var uri)
        && (uri.Scheme == Uri.UriSchemeHttps || uri.Scheme == Uri.UriSchemeHttp)
        && uri.GetComponents(UriComponents.SchemeAndServer, UriFormat.Unescaped).Equals(text.TrimEnd('/'), StringComparison.OrdinalIgnoreCase)
        && !text.EndsWith('/'));
}
