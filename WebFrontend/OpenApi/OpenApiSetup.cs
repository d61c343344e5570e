using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Net.Http.Headers;
using OrleansAiJobs.WebFrontend.Http;
using Scalar.AspNetCore;

namespace OrleansAiJobs.WebFrontend.OpenApi;

/// <summary>The API described for programs, and in Development a page to read it.</summary>
internal static class OpenApiSetup
{
    // The page begins with a script of its own and styles itself.
    private const string ReadersPolicy =
        "default-src 'self'; script-src 'self' 'unsafe-inline'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; frame-ancestors 'none'; object-src 'none'";

    public static void AddOpenApiDocument(this WebApplicationBuilder builder)
    {
        builder.Services.AddOpenApi(ApiText.Name, options =>
        {
            options.CreateSchemaReferenceId = type => TypeSchemas.NameOf(type.Type);
            options.AddSchemaTransformer<SchemaWriter>();
            options.AddDocumentTransformer<DocumentWriter>();
        });
        builder.Services.AddSingleton<ApiText>();
    }

    public static void MapOpenApiDocument(this WebApplication app)
    {
        app.MapMethods("/openapi/v1.json", ReadMethods.All, GetAsync).ExcludeFromDescription().AllowAnonymous();
        if (app.Environment.IsDevelopment())
        {
            app.MapScalarApiReference("/docs", page => page.DisableDefaultFonts()).WithMetadata(new PagePolicy(ReadersPolicy));
        }
    }

    /// <summary>Says in the document what the endpoint does.</summary>
    public static void Describe(this IEndpointConventionBuilder endpoint, OperationDescription description) => endpoint.WithMetadata(description);

    private static async Task<FileContentHttpResult> GetAsync(ApiText document, HttpContext context)
    {
        var (text, tag) = await document.GetAsync();
        context.Response.Headers.CacheControl = "no-cache";
        return TypedResults.Bytes(text, "application/json", entityTag: new EntityTagHeaderValue(tag));
    }
}
