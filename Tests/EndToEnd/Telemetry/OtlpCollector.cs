using System.Collections.Concurrent;
using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using OrleansAiJobs.Tests.EndToEnd.Telemetry.Otlp;

namespace OrleansAiJobs.Tests.EndToEnd.Telemetry;

/// <summary>An OpenTelemetry collector in this process: takes OTLP over HTTP on 127.0.0.1 and keeps what comes.</summary>
internal sealed class OtlpCollector : IAsyncDisposable
{
    private static readonly TimeSpan PollInterval = TimeSpan.FromMilliseconds(100);

    private readonly ConcurrentQueue<RecordedSpan> _spans = [];
    private readonly ConcurrentDictionary<(string Process, string Metric), Metric> _metrics = [];
    private readonly ConcurrentQueue<LogRecord> _logs = [];
    private readonly WebApplication _app;

    private OtlpCollector()
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        _app = builder.Build();
        _app.Run(TakeAsync);
    }

    public Uri Url => new(_app.Urls.Single());

    public IReadOnlyList<RecordedSpan> Spans => [.. _spans];

    public IReadOnlyList<LogRecord> Logs => [.. _logs];

    /// <summary>What makes a process send here, and often.</summary>
    public IEnumerable<(string Key, string Value)> Settings =>
    [
        ("OTEL_EXPORTER_OTLP_ENDPOINT", Url.ToString()),
        ("OTEL_EXPORTER_OTLP_PROTOCOL", "http/protobuf"),
        ("OTEL_BSP_SCHEDULE_DELAY", "200"),
        ("OTEL_BLRP_SCHEDULE_DELAY", "200"),
        ("OTEL_METRIC_EXPORT_INTERVAL", "300"),
    ];

    public static async Task<OtlpCollector> StartAsync()
    {
        var collector = new OtlpCollector();
        await collector._app.StartAsync();
        return collector;
    }

    /// <summary>The metrics as every process has told them last.</summary>
    public ToldMetrics Metrics => new([.. _metrics.Values]);

    /// <summary>Waits until what has come is as it should be.</summary>
    /// <exception cref="TimeoutException">It is not; the message says what there is.</exception>
    public static async Task WaitAsync(Func<bool> isSo, Func<string> describe, TimeSpan limit)
    {
        using var timeout = new CancellationTokenSource(limit, TimeProvider.System);
        try
        {
            while (!isSo())
            {
                await Task.Delay(PollInterval, TimeProvider.System, timeout.Token);
            }
        }
        catch (OperationCanceledException e)
        {
            throw new TimeoutException($"After {limit} the collector has\n{describe()}", e);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync(CancellationToken.None);
        await _app.DisposeAsync();
    }

    private async Task TakeAsync(HttpContext context)
    {
        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body, context.RequestAborted);
        var bytes = body.ToArray();
        switch (context.Request.Path.Value)
        {
            case "/v1/traces":
                Keep(TraceExport.Parser.ParseFrom(bytes));
                break;
            case "/v1/metrics":
                Keep(MetricExport.Parser.ParseFrom(bytes));
                break;
            case "/v1/logs":
                Keep(LogExport.Parser.ParseFrom(bytes));
                break;
            default:
                context.Response.StatusCode = StatusCodes.Status404NotFound;
                return;
        }

        context.Response.ContentType = "application/x-protobuf";
    }

    private void Keep(TraceExport export)
    {
        foreach (var resource in export.ResourceSpans)
        {
            foreach (var span in resource.ScopeSpans.SelectMany(scope => scope.Spans.Select(span => new RecordedSpan(ProcessOf(resource.Resource), scope.Scope.Name, span))))
            {
                _spans.Enqueue(span);
            }
        }
    }

    // Each tells the totals since its start: the newest replace the older ones.
    private void Keep(MetricExport export)
    {
        foreach (var resource in export.ResourceMetrics)
        {
            foreach (var metric in resource.ScopeMetrics.SelectMany(scope => scope.Metrics))
            {
                _metrics[(ProcessOf(resource.Resource), metric.Name)] = metric;
            }
        }
    }

    private void Keep(LogExport export)
    {
        foreach (var record in export.ResourceLogs.SelectMany(resource => resource.ScopeLogs).SelectMany(scope => scope.Records))
        {
            _logs.Enqueue(record);
        }
    }

    private static string ProcessOf(Resource resource) =>
        $"{Attributes.Read(resource.Attributes, "service.name")}/{Attributes.Read(resource.Attributes, "service.instance.id")}";
}
