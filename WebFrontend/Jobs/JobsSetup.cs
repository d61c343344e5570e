namespace OrleansAiJobs.WebFrontend.Jobs;

/// <summary>The API for jobs under <c>/api/ai</c>.</summary>
internal static class JobsSetup
{
    public static void AddJobs(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton<TimedCalls>();
        builder.Services.AddSingleton<JobCalls>();
    }

    public static void MapJobs(this WebApplication app)
    {
        var api = app.MapGroup("/api/ai").RequireAuthorization().AddEndpointFilter((context, next) =>
        {
            context.HttpContext.Response.Headers.CacheControl = "private, no-cache";
            return next(context);
        });
        api.MapSubmit();
        api.MapBatch();
        api.MapJob();
        api.MapHistory();
        api.MapReservedWords();
    }
}
