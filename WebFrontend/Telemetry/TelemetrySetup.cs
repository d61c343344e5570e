using OpenTelemetry.Metrics;
using OpenTelemetry.Trace;
using OrleansAiJobs.Grains.Hosting;

namespace OrleansAiJobs.WebFrontend.Telemetry;

/// <summary>What silos record, and the requests.</summary>
internal static class TelemetrySetup
{
    private const string Service = "ai-jobs-frontend";

    public static void AddTelemetry(this WebApplicationBuilder builder)
    {
        if (!builder.AddAiJobsTelemetry(Service))
        {
            return;
        }

        builder.Services.AddOpenTelemetry()
            .WithTracing(traces => traces.AddAspNetCoreInstrumentation(requests => requests.Filter = IsNoProbe))
            .WithMetrics(metrics => metrics.AddAspNetCoreInstrumentation());
    }

    private static bool IsNoProbe(HttpContext context) => !context.Request.Path.StartsWithSegments("/health", StringComparison.Ordinal);
}
