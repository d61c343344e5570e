namespace OrleansAiJobs.Grains.Interfaces.Jobs;

/// <summary>How a submission was answered.</summary>
[GenerateSerializer]
[Alias("ai-jobs.SubmitStatus")]
public enum SubmitStatus
{
    /// <summary>The job is stored.</summary>
    Accepted = 0,

    /// <summary>No job type of that name is registered.</summary>
    UnknownType = 1,

    /// <summary>The input breaks a rule of its type.</summary>
    Invalid = 2,

    /// <summary>The id belongs to another job.</summary>
    Conflict = 3,

    /// <summary>The id's job was deleted lately.</summary>
    Deleted = 4,

    /// <summary>The user has as many unfinished jobs as one may have.</summary>
    TooManyActive = 5,

    /// <summary>There is nothing wrong with it, but only a known job was asked for.</summary>
    NotKnown = 6,
}
