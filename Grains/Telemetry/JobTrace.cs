using System.Diagnostics;
using System.Globalization;
using OrleansAiJobs.Grains.Jobs;
using static OrleansAiJobs.Grains.Telemetry.TelemetryNames;

namespace OrleansAiJobs.Grains.Telemetry;

/// <summary>
/// The spans of a job. All belong to the trace of its submit, whose span is stored with the job: so retries, and attempts in other
/// processes, are found under it. Null while nobody records.
/// </summary>
internal static class JobTrace
{
    private static readonly ActivitySource Spans = new(Source);

    /// <summary>The wait for a slot, up to its disposal.</summary>
    public static Activity? StartWaiting(AiJobState job) => Start(TelemetryNames.Spans.Queue, ActivityKind.Internal, job, links: null);

    /// <summary>An attempt, linked to the one before it.</summary>
    public static Activity? StartAttempt(AiJobState job)
    {
        var span = Start(TelemetryNames.Spans.Attempt, ActivityKind.Consumer, job, LinksTo(job));
        span?.SetTag(Tags.AttemptNumber, job.Attempt + 1);
        return span;
    }

    /// <summary>A wait that took no time, and the attempt after it; the caller goes on with what it was at.</summary>
    public static Activity? StartAtOnce(AiJobState job)
    {
        using var absence = Leave();
        StartWaiting(job)?.Dispose();
        return StartAttempt(job);
    }

    /// <summary>How the attempt ended.</summary>
    public static void End(Activity? attempt, string? errorCode)
    {
        if (errorCode is not null)
        {
            attempt?.SetTag(Tags.ErrorType, errorCode).SetStatus(ActivityStatusCode.Error);
        }
    }

    /// <summary>From here on everything belongs to the attempt, which another asynchronous method may have started.</summary>
    public static void Enter(Activity? attempt) => Activity.Current = attempt ?? Activity.Current;

    /// <summary>Up to its disposal nothing belongs to the trace of whoever happens to have called, such as work that outlives the call.</summary>
    public static Absence Leave() => new(Activity.Current);

    private static Activity? Start(string name, ActivityKind kind, AiJobState job, IEnumerable<ActivityLink>? links)
    {
        if (!Spans.HasListeners())
        {
            return null;
        }

        Activity.Current = null;
        _ = ActivityContext.TryParse(job.TraceParent, traceState: null, isRemote: true, out var parent);
        return Spans.StartActivity(name, kind, parent, [new(Tags.JobId, job.Id.ToString("D", CultureInfo.InvariantCulture)), new(Tags.JobType, job.Type)], links);
    }

    private static IEnumerable<ActivityLink>? LinksTo(AiJobState job) =>
        job.Attempts is [.., { SpanId: { } span }] && ActivityContext.TryParse(job.TraceParent, traceState: null, isRemote: true, out var parent)
            ? [new ActivityLink(new ActivityContext(parent.TraceId, ActivitySpanId.CreateFromString(span), parent.TraceFlags, isRemote: true))]
            : null;

    /// <summary>Ends with its disposal.</summary>
    public readonly struct Absence : IDisposable
    {
        private readonly Activity? _before;

        internal Absence(Activity? before)
        {
            _before = before;
            Activity.Current = null;
        }

        public void Dispose() => Activity.Current = _before;
    }
}
