namespace OrleansAiJobs.Grains.Braking;

/// <summary>
/// The brake of the cluster; there is one, with the key 0. On the open road no job asks it anything. It holds nothing that must survive:
/// a new activation goes on from what the silos know.
/// </summary>
[Alias("ai-jobs.IAiBrakeGrain")]
internal interface IAiBrakeGrain : IGrainWithIntegerKey
{
    /// <summary>Answers when the order is another than the silo knows, or after a few seconds; after one second when something is the matter.</summary>
    [Alias("Watch")]
    Task<BrakeOrder> WatchAsync(SiloNews news, CancellationToken cancellationToken);

    /// <summary>A call was refused or has failed, or the trial is over. Answers at once.</summary>
    [Alias("Report")]
    Task<CallVerdict> ReportAsync(SiloNews news, CallNews call);

    /// <summary>Answers as soon as there are permits for this silo, or none are needed, or after a few seconds.</summary>
    [Alias("Acquire")]
    Task<PermitLease> AcquireAsync(PermitRequest request, CancellationToken cancellationToken);
}
