namespace OrleansAiJobs.WebFrontend.Http;

/// <summary>The page: the files under <c>wwwroot</c>.</summary>
internal static class PageSetup
{
    public static void UsePage(this WebApplication app)
    {
        app.UseDefaultFiles();
        app.UseStaticFiles(new StaticFileOptions
        {
            // Asked again each time (mostly 304), so that modules of two versions never meet.
            OnPrepareResponse = file => file.Context.Response.Headers.CacheControl = "no-cache",
        });
    }
}
