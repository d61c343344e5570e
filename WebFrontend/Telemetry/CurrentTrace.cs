using System.Diagnostics;

namespace OrleansAiJobs.WebFrontend.Telemetry;

/// <summary>The trace that the request belongs to. There is one also when nobody records it: the log lines of a job carry its id.</summary>
internal static class CurrentTrace
{
    /// <summary>The request's span as a W3C <c>traceparent</c>; null when its client speaks another format.</summary>
    public static string? Parent => Activity.Current is { IdFormat: ActivityIdFormat.W3C } span ? span.Id : null;
}
