namespace OrleansAiJobs.Grains.Interfaces.Jobs;

/// <summary>Where a job stands. The last three are terminal: only a manual retry leaves them.</summary>
[GenerateSerializer]
[Alias("ai-jobs.JobStatus")]
public enum JobStatus
{
    /// <summary>Waits for a slot or for its next attempt.</summary>
    Pending = 0,

    /// <summary>An attempt is under way.</summary>
    Processing = 1,

    /// <summary>The result is stored.</summary>
    Completed = 2,

    /// <summary>No attempt is left, or another would not help.</summary>
    Failed = 3,

    /// <summary>Its user has ended it.</summary>
    Cancelled = 4,
}
