using Microsoft.AspNetCore.Diagnostics.HealthChecks;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace OrleansAiJobs.WebFrontend.Http;

/// <summary>For whoever runs the process: is it alive, and can it serve.</summary>
internal static class HealthEndpoints
{
    public static void MapHealth(this WebApplication app)
    {
        // Alive as long as it answers at all: an outage of the cluster is not cured by restarting the frontend.
        app.Map("/health/live", _ => false);
        app.Map("/health/ready", _ => true);
    }

    private static void Map(this WebApplication app, string address, Func<HealthCheckRegistration, bool> includes) =>
        app.MapHealthChecks(address, new HealthCheckOptions { Predicate = includes, ResponseWriter = WriteAsync })
            .WithMetadata(new HttpMethodMetadata(ReadMethods.All))
            .AllowAnonymous();

    private static Task WriteAsync(HttpContext context, HealthReport report)
    {
        if (report.Status == HealthStatus.Unhealthy)
        {
            var failing = report.Entries.Where(entry => entry.Value.Status == HealthStatus.Unhealthy).Select(entry => entry.Key);
            return Problems.TemporarilyUnavailable.With($"Not ready: {string.Join(", ", failing)}.").ExecuteAsync(context);
        }

        context.Response.ContentType = "text/plain";
        return context.Response.WriteAsync(report.Status.ToString(), context.RequestAborted);
    }
}
