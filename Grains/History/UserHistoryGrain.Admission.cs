namespace OrleansAiJobs.Grains.History;

/// <summary>How many unfinished jobs a user may have: decided here, since there is one such grain for each user in the whole cluster.</summary>
internal sealed partial class UserHistoryGrain
{
    /// <summary>A user who is refused again and again does not have the store asked each time.</summary>
    private static readonly TimeSpan LookPause = TimeSpan.FromMilliseconds(100);

    /// <summary>Enough to find one that has ended.</summary>
    private const int MostToLookAt = 1000;

    private DateTimeOffset _lookedAt;

    public async Task<bool> AdmitAsync(IReadOnlyList<Guid> jobIds, int version, CancellationToken cancellationToken)
    {
        if (_window.TryAdmit(jobIds, version, rules.Now))
        {
            return true;
        }

        if (rules.Now - _lookedAt < LookPause)
        {
            return false;
        }

        // A job may have ended that has not told of it yet, and its user knows.
        _lookedAt = rules.Now;
        await ReadAgainAsync(_window.Counted(MostToLookAt), mayStillCome: true, cancellationToken);
        return _window.TryAdmit(jobIds, version, rules.Now);
    }
}
