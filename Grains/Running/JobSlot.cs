using OrleansAiJobs.Grains.Braking;

namespace OrleansAiJobs.Grains.Running;

/// <summary>The right to one call of the AI, until disposed.</summary>
internal sealed class JobSlot(JobSlots slots, Guid userId, StartPermit permit) : IDisposable
{
    private int _disposed;

    /// <summary>The brake's consent to the call.</summary>
    public StartPermit Permit => permit;

    public void Dispose()
    {
        if (Interlocked.Exchange(ref _disposed, 1) == 0)
        {
            slots.GiveBack(userId, permit);
        }
    }
}
