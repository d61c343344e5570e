using System.Threading.RateLimiting;

namespace OrleansAiJobs.WebFrontend.Limits;

/// <summary>Permits of a <see cref="SlidingMinute"/>, or their refusal.</summary>
/// <param name="window">Where they come from.</param>
/// <param name="isAcquired">Whether there are any.</param>
/// <param name="remaining">How many are left.</param>
/// <param name="wait">After a refusal, when there will be enough; else when the first comes back.</param>
internal sealed class MinuteLease(SlidingMinute window, bool isAcquired, int remaining, TimeSpan wait) : RateLimitLease
{
    public override bool IsAcquired => isAcquired;

    public override IEnumerable<string> MetadataNames => isAcquired ? [] : [MetadataName.RetryAfter.Name];

    public int Remaining => remaining;

    public TimeSpan Wait => wait;

    /// <summary>How many still count; for the window alone.</summary>
    public int Permits { get; set; }

    /// <summary>When they were given; for the window alone.</summary>
    public long At { get; init; }

    public void GiveBack() => window.TakeBack(this);

    public override bool TryGetMetadata(string metadataName, out object? metadata)
    {
        var known = !isAcquired && string.Equals(metadataName, MetadataName.RetryAfter.Name, StringComparison.Ordinal);
        metadata = known ? wait : null;
        return known;
    }
}
