namespace OrleansAiJobs.Grains.Interfaces.History;

/// <summary>The names that the two ends of the feed share.</summary>
public static class Feeds
{
    /// <summary>The stream provider, and the namespace of the inboxes in it: one stream for each frontend process.</summary>
    public const string StreamProvider = "ai-jobs";

    /// <summary>How long a frontend's interest in a user lasts unless renewed.</summary>
    public static readonly TimeSpan Lease = TimeSpan.FromSeconds(90);

    /// <summary>How often a frontend renews it, and so the longest that a lost message stays unnoticed.</summary>
    public static readonly TimeSpan Renewal = TimeSpan.FromSeconds(30);

    /// <summary>How many finished jobs a feed keeps: those with the newest change.</summary>
    public const int WindowOfFinished = 200;
}
