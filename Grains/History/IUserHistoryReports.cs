namespace OrleansAiJobs.Grains.History;

/// <summary>What job grains and retention tell a user's grain.</summary>
[Alias("ai-jobs.IUserHistoryReports")]
internal interface IUserHistoryReports : IGrainWithGuidKey
{
    /// <summary>A job has changed, got on, or is gone. Late and repeated reports change nothing.</summary>
    [Alias("Report")]
    Task<ReportAck> ReportAsync(JobReport report);

    /// <summary>Retention has deleted these jobs.</summary>
    [Alias("Removed")]
    Task RemovedAsync(IReadOnlyList<Guid> jobIds);
}
