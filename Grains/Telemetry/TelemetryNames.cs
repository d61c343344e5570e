namespace OrleansAiJobs.Grains.Telemetry;

/// <summary>
/// The names of every metric, span and tag of ours, silos' and frontends'. Dashboards and alerts are built on them: they may be added to,
/// not changed. <c>docs/operations.md</c> lists them; a test holds the page against this class.
/// </summary>
public static class TelemetryNames
{
    /// <summary>The source of our spans, and the meter of our metrics.</summary>
    public const string Source = "OrleansAiJobs";

    /// <summary>The source and the meter of the calls to the AI, which follow OpenTelemetry's conventions for generative AI.</summary>
    public const string AiSource = "OrleansAiJobs.Ai";

    /// <summary>Spans.</summary>
    public static class Spans
    {
        /// <summary>A job waits for a slot and for the brake's permit.</summary>
        public const string Queue = "aijobs.queue";

        /// <summary>One attempt: everything from its start on record to its end on record.</summary>
        public const string Attempt = "aijobs.attempt";
    }

    /// <summary>Metrics.</summary>
    public static class Metrics
    {
        public const string Accepted = "aijobs.job.accepted";
        public const string Finished = "aijobs.job.finished";
        public const string Retries = "aijobs.job.retries";
        public const string QueueWait = "aijobs.queue.wait";
        public const string QueueLength = "aijobs.queue.length";
        public const string SlotsUsed = "aijobs.slots.used";
        public const string AttemptDuration = "aijobs.attempt.duration";
        public const string FirstToken = "aijobs.attempt.time_to_first_token";
        public const string Tokens = "aijobs.tokens";
        public const string CommitRows = "aijobs.commit.rows";
        public const string CommitDuration = "aijobs.commit.duration";
        public const string SweepFound = "aijobs.sweep.found";
        public const string RetentionDeleted = "aijobs.retention.deleted";
        public const string InboxLost = "aijobs.inbox.lost";
        public const string FeedsOpen = "aijobs.feed.open";
        public const string FeedEvents = "aijobs.feed.events";
        public const string FeedSuperseded = "aijobs.feed.superseded";
        public const string FeedCutOff = "aijobs.feed.cut_off";
    }

    /// <summary>Tags.</summary>
    public static class Tags
    {
        /// <summary>Only on spans: there are too many for a metric.</summary>
        public const string JobId = "aijobs.job.id";

        public const string JobType = "aijobs.job.type";

        /// <summary>How a job ended: <c>completed</c>, <c>failed</c> or <c>cancelled</c>.</summary>
        public const string Outcome = "aijobs.job.outcome";

        /// <summary>The error's code, as the API gives it; absent where nothing went wrong.</summary>
        public const string ErrorType = "error.type";

        public const string AttemptNumber = "aijobs.attempt.number";

        /// <summary>The model that says it answered.</summary>
        public const string Model = "gen_ai.response.model";

        /// <summary><c>input</c> or <c>output</c>.</summary>
        public const string TokenType = "gen_ai.token.type";

        /// <summary>The event's name in the feed.</summary>
        public const string FeedEvent = "aijobs.feed.event";

        /// <summary>Why a job was taken up again: <c>orphan</c>, nobody held it; <c>lost</c>, its silo lives and did not know it.</summary>
        public const string Finding = "aijobs.sweep.finding";
    }
}
