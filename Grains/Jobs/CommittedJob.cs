using OrleansAiJobs.Grains.Storage;

namespace OrleansAiJobs.Grains.Jobs;

/// <summary>
/// The job's row and the grain's only way to it. <see cref="Job"/> is what is committed, never what is being written;
/// after a write whose fate is unknown the row is read again before anything else is done with it.
/// </summary>
internal sealed class CommittedJob(IPersistentState<AiJobRecord> storage)
{
    private bool _uncertain;

    /// <summary>As last committed; null when there is no such job.</summary>
    public AiJobState? Job { get; private set; } = storage.State.Job;

    /// <summary>When a job of this id was deleted that may be sent once more; null when none was.</summary>
    public DateTimeOffset? DeletedAt { get; private set; } = storage.State.DeletedAt;

    /// <summary>Makes sure that <see cref="Job"/> is what the store holds; to be called first in every turn that may write.</summary>
    public async Task<AiJobState?> SettleAsync(CancellationToken cancellationToken)
    {
        if (_uncertain)
        {
            await storage.ReadStateAsync(cancellationToken);
            Job = storage.State.Job;
            DeletedAt = storage.State.DeletedAt;
            _uncertain = false;
        }

        return Job;
    }

    /// <summary>Somebody else may have written the row: it is read again before anything else is done with it.</summary>
    public void Doubt() => _uncertain = true;

    public Task SaveAsync(AiJobState next, CancellationToken cancellationToken) => WriteAsync(
        next, async () =>
        {
            storage.State.Job = next;
            await storage.WriteStateAsync(cancellationToken);
        });

    /// <param name="rememberedAt">The time of the deletion, when it is to be remembered.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public async Task RemoveAsync(DateTimeOffset? rememberedAt, CancellationToken cancellationToken)
    {
        storage.State.DeletedAt = rememberedAt;
        await WriteAsync(null, () => storage.ClearStateAsync(cancellationToken));
        DeletedAt = rememberedAt;
    }

    private async Task WriteAsync(AiJobState? next, Func<Task> write)
    {
        // Until the write is known to be done, it is not: also when it throws.
        _uncertain = true;
        await write();
        Job = next;
        _uncertain = false;
    }
}
