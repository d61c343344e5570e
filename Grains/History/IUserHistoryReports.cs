namespace OrleansAiJobs.Grains.History;

/// <summary>What job grains tell their user's grain.</summary>
[Alias("ai-jobs.IUserHistoryReports")]
internal interface IUserHistoryReports : IGrainWithGuidKey
{
    /// <summary>A job has changed, got on, or is gone. Late and repeated reports change nothing.</summary>
    [Alias("Report")]
    Task<ReportAck> ReportAsync(JobReport report);

    /// <summary>
    /// Whether the user may have these further unfinished jobs: all of them, or none. Those that are let in count from now on. The same call
    /// again gives the same answer.
    /// </summary>
    /// <param name="jobIds">Jobs that are about to be stored as unfinished.</param>
    /// <param name="version">The version that says so.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    [Alias("Admit")]
    Task<bool> AdmitAsync(IReadOnlyList<Guid> jobIds, int version, CancellationToken cancellationToken);
}
