using Microsoft.OpenApi;

namespace OrleansAiJobs.WebFrontend.OpenApi;

/// <summary>The ways in.</summary>
internal static class SecuritySchemes
{
    public const string Token = "token";
    public const string Session = "session";

    public static void AddTo(OpenApiDocument document)
    {
        document.AddComponent<IOpenApiSecurityScheme>(Token, new OpenApiSecurityScheme
        {
            Type = SecuritySchemeType.Http,
            Scheme = "bearer",
            BearerFormat = "JWT",
            Description = "For API clients and existing sites. A request with Authorization is judged by it alone.",
        });
        document.AddComponent<IOpenApiSecurityScheme>(Session, new OpenApiSecurityScheme
        {
            Type = SecuritySchemeType.ApiKey,
            In = ParameterLocation.Cookie,
            Name = Auth.GuestSession.CookieName,
            Description = "For the web page: POST /api/session sets it. Unsafe requests and the WebSocket are refused when another site made the browser send them.",
        });
    }
}
