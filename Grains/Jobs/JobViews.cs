using OrleansAiJobs.Grains.Interfaces.Jobs;

namespace OrleansAiJobs.Grains.Jobs;

/// <summary>Makes of a stored job what its user sees.</summary>
internal static class JobViews
{
    /// <summary>Everything.</summary>
    public static JobView Full(AiJobState job, JobLive live) => Item(job, live) with { Input = job.Input, Attempts = job.Attempts };

    /// <summary>As in listings: the input's preview, no attempts.</summary>
    public static JobView Item(AiJobState job, JobLive live) => new()
    {
        Id = job.Id,
        Type = job.Type,
        Status = job.Status,
        Version = job.Version,
        Input = job.InputPreview,
        Live = live,
        Attempt = job.Attempt,
        MaxAttempts = job.MaxAttempts,
        NextAttemptAt = job.NextAttemptAt,
        Result = job.Result,
        Error = job.Error,
        Usage = job.Usage,
        CreatedAt = job.CreatedAt,
        StartedAt = job.StartedAt,
        CompletedAt = job.CompletedAt,
    };
}
