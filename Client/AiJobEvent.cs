namespace OrleansAiJobs.Client;

/// <summary>Something that a feed tells. Kinds that this version of the client does not know are left out.</summary>
public abstract record AiJobEvent
{
    private AiJobEvent()
    {
    }

    /// <summary>Where the feed can be taken up again after this event; null for events that do not move it.</summary>
    public string? Cursor { get; init; }

    /// <summary>Everything up to now has been told.</summary>
    public sealed record Ready : AiJobEvent;

    /// <summary>The job has changed.</summary>
    /// <param name="Job">As it is now, without its attempts.</param>
    public sealed record Changed(AiJob Job) : AiJobEvent;

    /// <summary>The job is gone for good.</summary>
    /// <param name="JobId">Which.</param>
    public sealed record Deleted(Guid JobId) : AiJobEvent;

    /// <summary>How far a job is; only the newest counts.</summary>
    /// <param name="JobId">Which.</param>
    /// <param name="Version">The version that it belongs to.</param>
    /// <param name="Attempt">The attempt under way.</param>
    /// <param name="Progress">In words and as a number.</param>
    /// <param name="QueuePosition">Its place in line.</param>
    /// <param name="EstimatedSecondsRemaining">How long it will take still.</param>
    public sealed record Progressed(
        Guid JobId, int Version, int Attempt, AiJobProgress Progress, int? QueuePosition, double? EstimatedSecondsRemaining) : AiJobEvent;

    /// <summary>What the running attempt has written, for people: it replaces everything from the offset on.</summary>
    /// <param name="JobId">Which.</param>
    /// <param name="Attempt">A new attempt starts empty.</param>
    /// <param name="Offset">In UTF-16 units.</param>
    /// <param name="Text">From there on.</param>
    public sealed record Wrote(Guid JobId, int Attempt, int Offset, string Text) : AiJobEvent;

    /// <summary>Whatever one holds is to be dropped: what counts follows, then <see cref="Ready"/>.</summary>
    public sealed record Reset : AiJobEvent;
}
