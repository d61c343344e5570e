using OrleansAiJobs.Grains.Storage;

namespace OrleansAiJobs.Grains.Jobs;

/// <summary>
/// The job's row and the grain's only way to it. <see cref="Job"/> is what is committed, never what is being written;
/// after a write whose fate is unknown the row is read again before anything else is done with it.
/// </summary>
#pragma warning disable CA1001 // Nobody asks for the semaphore's handle, so it holds nothing, and a turn may end after the activation.
internal sealed class CommittedJob(IPersistentState<AiJobRecord> storage)
#pragma warning restore CA1001
{
    private readonly SemaphoreSlim _turn = new(1, 1);
    private bool _uncertain;

    /// <summary>As last committed; null when there is no such job.</summary>
    public AiJobState? Job { get; private set; } = storage.State.Job;

    /// <summary>When a job of this id was deleted that may be sent once more; null when none was.</summary>
    public DateTimeOffset? DeletedAt { get; private set; } = storage.State.DeletedAt;

    /// <summary>Whether nobody has looked yet what is stored under the job's id.</summary>
    public bool IsUnread { get; private set; } = storage.State.IsUnread;

    /// <summary>
    /// Begins a turn: up to its disposal nobody else's begins, be it a call of the grain or the run that tells how its attempt went.
    /// <see cref="Job"/> is what the store holds then.
    /// </summary>
    public async Task<Turn> BeginTurnAsync(CancellationToken cancellationToken)
    {
        var turn = await EnterAsync(cancellationToken);
        try
        {
            await SettleAsync(cancellationToken);
            return turn;
        }
        catch
        {
            turn.Dispose();
            throw;
        }
    }

    /// <summary>The same without a look at the store.</summary>
    public async Task<Turn> EnterAsync(CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken);
        return new Turn(_turn);
    }

    /// <summary>Within a turn: makes sure that <see cref="Job"/> is what the store holds.</summary>
    public async Task SettleAsync(CancellationToken cancellationToken)
    {
        if (_uncertain || IsUnread)
        {
            storage.State.IsUnread = true;
            await storage.ReadStateAsync(cancellationToken);
            Job = storage.State.Job;
            DeletedAt = storage.State.DeletedAt;
            _uncertain = false;
            IsUnread = false;
        }
    }

    /// <summary>
    /// The id was made for the job that is to be stored now, so nothing can be stored under it, and nobody need look. If that is wrong all the same,
    /// storing the job fails, and nothing is overwritten.
    /// </summary>
    public void TakeAsNew()
    {
        storage.State.IsUnread = false;
        IsUnread = false;
    }

    /// <summary>Somebody else may have written the row: it is read again before anything else is done with it.</summary>
    public void Doubt() => _uncertain = true;

    public Task SaveAsync(AiJobState next, CancellationToken cancellationToken) => WriteAsync(
        next, () =>
        {
            storage.State.Job = next;
            return storage.WriteStateAsync(cancellationToken);
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

    /// <summary>Ends with its disposal.</summary>
    public readonly struct Turn(SemaphoreSlim turn) : IDisposable
    {
        public void Dispose() => turn.Release();
    }
}
