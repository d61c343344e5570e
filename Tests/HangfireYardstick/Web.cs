using Hangfire;

namespace OrleansAiJobs.Tests.HangfireYardstick;

/// <summary>Accepts jobs: 202 once Hangfire has them in its tables.</summary>
internal static class Web
{
    public static async Task RunAsync(WebApplicationBuilder builder)
    {
        builder.AddJobs();
        var app = builder.Build();
        app.MapPost("/api/ai/titles", (SubmitBody body, IBackgroundJobClient jobs) =>
        {
            var id = jobs.Enqueue<TitlesJob>(job => job.RunAsync(body.Content, body.Count, CancellationToken.None));
            return TypedResults.Accepted($"/api/ai/job/{id}", new { id, type = "titles", status = "pending" });
        });
        await app.RunAsync();
    }
}
