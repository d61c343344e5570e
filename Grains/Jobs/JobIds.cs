using System.Text;
using OrleansAiJobs.Grains.Interfaces;

namespace OrleansAiJobs.Grains.Jobs;

/// <summary>What row ids tell, and row ids of what is no UUID. Pure.</summary>
internal static class JobIds
{
    /// <summary>How long after a deletion the same id is refused.</summary>
    public static readonly TimeSpan RefusedAfterDeletion = TimeSpan.FromHours(24);

    /// <summary>Whether a client may send the same id once more after its job was deleted: an id made of an idempotency key. Others are made once.</summary>
    public static bool MayComeAgain(Guid id) => id.Version == HashedId.Version;

    /// <summary>A Guid key is its own row id; any other key gets one made from <c>type/key</c>.</summary>
    public static Guid FromGrain(GrainId grain) =>
        grain.TryGetGuidKey(out var key, out var extension) && extension is null
            ? key
            : HashedId.From(Encoding.UTF8.GetBytes(grain.ToString()));
}
