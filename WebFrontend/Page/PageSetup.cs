namespace OrleansAiJobs.WebFrontend.Page;

/// <summary>The page: the files under <c>wwwroot</c>.</summary>
internal static class PageSetup
{
    public static void UsePage(this WebApplication app)
    {
        // While it is being developed it is read anew for every visit.
        var files = app.Environment.IsDevelopment() ? null : new PageFiles(app.Environment.WebRootFileProvider);
        app.Use((context, next) => ServeAsync(context, next, files ?? new PageFiles(app.Environment.WebRootFileProvider)));
    }

    private static Task ServeAsync(HttpContext context, RequestDelegate next, PageFiles files)
    {
        var request = context.Request;
        if (!(HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method)) || files.Find(request.Path) is not { } file)
        {
            return next(context);
        }

        var variant = file.VariantFor(request.GetTypedHeaders().AcceptEncoding);
        var headers = context.Response.Headers;
        headers.Vary = "Accept-Encoding";
        headers.ContentEncoding = variant.Encoding;
        if (files.IsCurrent(request.Path))
        {
            headers.CacheControl = "public, max-age=31536000, immutable";
            return TypedResults.Bytes(variant.Bytes, file.ContentType).ExecuteAsync(context);
        }

        headers.CacheControl = "no-cache";
        return TypedResults.Bytes(variant.Bytes, file.ContentType, entityTag: variant.Tag).ExecuteAsync(context);
    }
}
