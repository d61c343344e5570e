namespace OrleansAiJobs.Grains.Running;

/// <summary>The right to one call of the AI, until disposed.</summary>
internal sealed class JobSlot(JobSlots slots, Guid userId) : IDisposable
{
    private int _disposed;

    public void Dispose()
    {
        if (Interlocked.Exchange(ref _disposed, 1) == 0)
        {
            slots.GiveBack(userId);
        }
    }
}
