namespace OrleansAiJobs.Grains.Interfaces.Jobs;

/// <summary>How a job took what its user asked of it.</summary>
[GenerateSerializer]
[Alias("ai-jobs.JobAnswerStatus")]
public enum JobAnswerStatus
{
    /// <summary>Done, and stored.</summary>
    Done = 0,

    /// <summary>Nothing to do: the job is in that state already.</summary>
    Unchanged = 1,

    /// <summary>There is no such job of this user.</summary>
    NotFound = 2,

    /// <summary>A completed or failed job cannot be cancelled.</summary>
    AlreadyFinished = 3,

    /// <summary>Only failed and cancelled jobs can be retried.</summary>
    NotRetryable = 4,

    /// <summary>Only finished jobs can be deleted.</summary>
    StillRunning = 5,

    /// <summary>The user has as many unfinished jobs as one may have, so no further one can be started again.</summary>
    TooManyActive = 6,
}
