using System.Diagnostics;
using System.Diagnostics.Metrics;
using OrleansAiJobs.Grains.Interfaces.Jobs;
using OrleansAiJobs.Grains.Jobs;
using OrleansAiJobs.Grains.Storage.Rows;
using static OrleansAiJobs.Grains.Telemetry.TelemetryNames;

namespace OrleansAiJobs.Grains.Telemetry;

/// <summary>What is counted of jobs. While nobody listens, each call is a look at a flag.</summary>
internal static class JobMetrics
{
    private static readonly Meter Meter = new(Source);

    private static readonly Counter<long> AcceptedJobs = Meter.CreateCounter<long>(Metrics.Accepted, "{job}", "Jobs that were stored and confirmed.");
    private static readonly Counter<long> FinishedJobs = Meter.CreateCounter<long>(Metrics.Finished, "{job}", "Jobs that have ended, by type, outcome and error.");
    private static readonly Counter<long> Retries = Meter.CreateCounter<long>(Metrics.Retries, "{attempt}", "Attempts that failed or were cut off and are to be followed by another, by error.");
    private static readonly Counter<long> Tokens = Meter.CreateCounter<long>(Metrics.Tokens, "{token}", "What the provider told it used.");
    private static readonly Counter<long> Found = Meter.CreateCounter<long>(Metrics.SweepFound, "{job}", "Unfinished jobs that recovery took up.");
    private static readonly Counter<long> Deleted = Meter.CreateCounter<long>(Metrics.RetentionDeleted, "{job}", "Finished jobs that retention has deleted.");
    private static readonly Counter<long> Lost = Meter.CreateCounter<long>(Metrics.InboxLost, "{message}", "Messages to a frontend that were lost; it asks for what they held.");
    private static readonly UpDownCounter<long> Slots = Meter.CreateUpDownCounter<long>(Metrics.SlotsUsed, "{slot}", "Slots that are taken.");
    private static readonly UpDownCounter<long> Waiting = Meter.CreateUpDownCounter<long>(Metrics.QueueLength, "{job}", "Jobs that wait for a slot.");
    private static readonly Histogram<double> Waits = Meter.CreateHistogram(Metrics.QueueWait, "s", "From being due to having a slot.", advice: Durations(0.01, 0.1, 0.5, 1, 5, 15, 60, 300, 900));
    private static readonly Histogram<double> Attempts = Meter.CreateHistogram(Metrics.AttemptDuration, "s", "From an attempt's start on record to its end.", advice: Durations(0.1, 0.25, 0.5, 1, 2.5, 5, 10, 20, 40, 80, 160));
    private static readonly Histogram<double> FirstTokens = Meter.CreateHistogram(Metrics.FirstToken, "s", "From asking the AI to the first piece of its answer.", advice: Durations(0.05, 0.1, 0.25, 0.5, 1, 2, 4, 8, 16, 32));

    public static void Accepted(string type, int jobs) => AcceptedJobs.Add(jobs, Type(type));

    /// <summary>Counts what a committed change of a job tells.</summary>
    public static void Changed(AiJobState before, AiJobState after)
    {
        if (before.Status is JobStatus.Processing && after.Status is not JobStatus.Processing && after.Attempt == before.Attempt)
        {
            AttemptEnded(before, after);
        }

        if (after.Status.IsTerminal() && !before.Status.IsTerminal())
        {
            FinishedJobs.Add(1, Tagged(after.Type, after.Error?.Code, (Tags.Outcome, StatusText.Format(after.Status))));
        }
    }

    public static void QueueLeft(string type, TimeSpan waited) => Waits.Record(waited.TotalSeconds, Type(type));

    public static void FirstTokenCame(string type, TimeSpan after) => FirstTokens.Record(after.TotalSeconds, Type(type));

    public static void SlotsChanged(int by) => Slots.Add(by);

    public static void QueueChanged(int by) => Waiting.Add(by);

    public static void OrphansFound(int jobs) => Found.Add(jobs, new KeyValuePair<string, object?>(Tags.Finding, "orphan"));

    public static void LostFound() => Found.Add(1, new KeyValuePair<string, object?>(Tags.Finding, "lost"));

    public static void RetentionDeleted(int jobs) => Deleted.Add(jobs);

    public static void InboxMessageLost() => Lost.Add(1);

    private static void AttemptEnded(AiJobState before, AiJobState after)
    {
        var attempt = after.Attempts[^1];
        var error = attempt.Error?.Code;
        if (attempt.EndedAt is { } endedAt)
        {
            Attempts.Record((endedAt - attempt.StartedAt).TotalSeconds, Tagged(after.Type, error));
        }

        if (after.Status is JobStatus.Pending)
        {
            Retries.Add(1, Tagged(after.Type, error));
        }

        if (after.Usage is { } usage)
        {
            Used(usage.Model, "input", usage.InputTokens - (before.Usage?.InputTokens ?? 0));
            Used(usage.Model, "output", usage.OutputTokens - (before.Usage?.OutputTokens ?? 0));
        }
    }

    private static void Used(string model, string tokenType, long tokens)
    {
        if (tokens > 0)
        {
            Tokens.Add(tokens, new KeyValuePair<string, object?>(Tags.Model, model), new KeyValuePair<string, object?>(Tags.TokenType, tokenType));
        }
    }

    private static KeyValuePair<string, object?> Type(string type) => new(Tags.JobType, type);

    private static TagList Tagged(string type, string? error, params ReadOnlySpan<(string Name, string Value)> more)
    {
        var tags = new TagList { { Tags.JobType, type } };
        foreach (var (name, value) in more)
        {
            tags.Add(name, value);
        }

        if (error is not null)
        {
            tags.Add(Tags.ErrorType, error);
        }

        return tags;
    }

    private static InstrumentAdvice<double> Durations(params double[] boundaries) => new() { HistogramBucketBoundaries = boundaries };
}
