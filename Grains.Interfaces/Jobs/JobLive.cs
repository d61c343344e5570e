namespace OrleansAiJobs.Grains.Interfaces.Jobs;

/// <summary>A job's live members: true at the moment of reading, not versioned.</summary>
[GenerateSerializer]
[Immutable]
[Alias("ai-jobs.JobLive")]
public sealed record JobLive
{
    [Id(0)]
    public required JobProgress Progress { get; init; }

    /// <summary>Which job of its silo's queue this is, from 1; null when it does not wait for a slot.</summary>
    [Id(1)]
    public int? QueuePosition { get; init; }

    /// <summary>Seconds; null while too little is known, and when the job is finished.</summary>
    [Id(2)]
    public double? EstimatedSecondsRemaining { get; init; }
}
