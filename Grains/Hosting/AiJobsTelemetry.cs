using System.Reflection;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Npgsql;
using OpenTelemetry;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;
using OrleansAiJobs.Grains.Ai;
using OrleansAiJobs.Grains.Telemetry;

namespace OrleansAiJobs.Grains.Hosting;

/// <summary>
/// Traces, metrics and logs by OpenTelemetry. The standard variables decide, there are no settings of ours: with
/// <c>OTEL_EXPORTER_OTLP_ENDPOINT</c> they are sent there, with <c>OTEL_EXPORTER_PROMETHEUS_PORT</c> metrics are served at
/// <c>/metrics</c> of that port (and of <c>OTEL_EXPORTER_PROMETHEUS_HOST</c>). With neither, nothing is recorded.
/// </summary>
public static class AiJobsTelemetry
{
    private const string PrometheusPort = "OTEL_EXPORTER_PROMETHEUS_PORT";

    private static readonly string[] OtlpEndpoints =
    [
        "OTEL_EXPORTER_OTLP_ENDPOINT", "OTEL_EXPORTER_OTLP_TRACES_ENDPOINT", "OTEL_EXPORTER_OTLP_METRICS_ENDPOINT", "OTEL_EXPORTER_OTLP_LOGS_ENDPOINT",
    ];

    /// <summary>Calls between our grains are the Runtime's: Orleans takes whatever has a namespace that begins with its name for its own.</summary>
    private static readonly string[] Sources = [TelemetryNames.Source, TelemetryNames.AiSource, "Microsoft.Orleans.Application", "Microsoft.Orleans.Runtime"];

    private static readonly string[] Meters = [TelemetryNames.Source, TelemetryNames.AiSource, "Microsoft.Orleans", "Npgsql"];

    /// <summary>Records what the process does, if its environment says whereto. A process calls it once.</summary>
    /// <param name="builder">The process's.</param>
    /// <param name="service">What it is called where <c>OTEL_SERVICE_NAME</c> does not say.</param>
    /// <returns>Whether anything is recorded.</returns>
    public static bool AddAiJobsTelemetry(this IHostApplicationBuilder builder, string service)
    {
        var configuration = builder.Configuration;
        var (sends, serves) = (Sends(configuration), Serves(configuration));
        if (!sends && !serves)
        {
            return false;
        }

        var telemetry = builder.Services.AddOpenTelemetry()
            .ConfigureResource(resource => resource.AddService(configuration["OTEL_SERVICE_NAME"] is { Length: > 0 } name ? name : service, serviceVersion: Version))
            .WithMetrics(metrics => Measure(metrics, serves));
        builder.Services.AddSingleton<AiCallRecorder>();
        if (sends)
        {
            telemetry.WithTracing(traces => Trace(traces, configuration)).WithLogging(configureBuilder: null, logs => logs.IncludeScopes = true).UseOtlpExporter();
        }

        return true;
    }

    /// <summary>Whether spans are recorded: only then are calls between grains worth a filter, which every call would pay for.</summary>
    internal static bool Sends(IConfiguration configuration) => OtlpEndpoints.Any(key => !string.IsNullOrEmpty(configuration[key]));

    private static bool Serves(IConfiguration configuration) => !string.IsNullOrEmpty(configuration[PrometheusPort]);

    private static string? Version => typeof(AiJobsTelemetry).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion;

    private static void Trace(TracerProviderBuilder traces, IConfiguration configuration)
    {
        traces.AddSource(Sources).AddHttpClientInstrumentation().AddNpgsql();
        // Whoever names a sampler knows why.
        if (string.IsNullOrEmpty(configuration["OTEL_TRACES_SAMPLER"]))
        {
            traces.SetSampler(new ParentBasedSampler(new RootSampler()));
        }
    }

    private static void Measure(MeterProviderBuilder metrics, bool serves)
    {
        metrics.AddMeter(Meters).AddHttpClientInstrumentation().AddRuntimeInstrumentation();
        if (serves)
        {
            metrics.AddPrometheusHttpListener();
        }
    }
}
