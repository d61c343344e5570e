using Orleans.Storage;
using OrleansAiJobs.Grains.Storage;

namespace OrleansAiJobs.Grains.Jobs;

/// <summary>
/// The job's row and the grain's only way to it. <see cref="Job"/> is what is committed, never what is being written;
/// after a write whose fate is unknown the row is read again before anything else is done with it.
/// </summary>
/// <remarks>
/// It asks the grain storage itself. Orleans' persistent state does so in its place, but takes a turn of its own for every read and write, and a
/// lifecycle for every activation: several percent of a silo's CPU (docs/performance.md) for an order that turns give already.
/// </remarks>
#pragma warning disable CA1001 // Nobody asks for the semaphore's handle, so it holds nothing, and a turn may end after the activation.
internal sealed class CommittedJob(IGrainStorage storage, GrainId grain)
#pragma warning restore CA1001
{
    private const string StateName = "job";

    private readonly SemaphoreSlim _turn = new(1, 1);
    private readonly GrainState<AiJobRecord> _stored = new(new AiJobRecord());
    private bool _uncertain;

    /// <summary>As last committed; null when there is no such job.</summary>
    public AiJobState? Job { get; private set; }

    /// <summary>When a job of this id was deleted that may be sent once more; null when none was.</summary>
    public DateTimeOffset? DeletedAt { get; private set; }

    /// <summary>Whether nobody has looked yet what is stored under the job's id.</summary>
    public bool IsUnread { get; private set; }

    /// <summary>Before anything else: reads what is stored, if anything can be.</summary>
    public async Task OpenAsync(CancellationToken cancellationToken)
    {
        await storage.ReadStateAsync(StateName, grain, _stored, cancellationToken);
        Take(_stored.State!);
    }

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
            _stored.State!.IsUnread = true;
            await OpenAsync(cancellationToken);
            _uncertain = false;
        }
    }

    /// <summary>
    /// The id was made for the job that is to be stored now, so nothing can be stored under it, and nobody need look. If that is wrong all the same,
    /// storing the job fails, and nothing is overwritten.
    /// </summary>
    public void TakeAsNew()
    {
        _stored.State!.IsUnread = false;
        IsUnread = false;
    }

    /// <summary>Somebody else may have written the row: it is read again before anything else is done with it.</summary>
    public void Doubt() => _uncertain = true;

    public Task SaveAsync(AiJobState next, CancellationToken cancellationToken) => WriteAsync(
        next, () =>
        {
            _stored.State!.Job = next;
            return storage.WriteStateAsync(StateName, grain, _stored, cancellationToken);
        });

    /// <param name="rememberedAt">The time of the deletion, when it is to be remembered.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public async Task RemoveAsync(DateTimeOffset? rememberedAt, CancellationToken cancellationToken)
    {
        _stored.State!.DeletedAt = rememberedAt;
        await WriteAsync(null, () => storage.ClearStateAsync(StateName, grain, _stored, cancellationToken));
        DeletedAt = rememberedAt;
    }

    private void Take(AiJobRecord stored)
    {
        Job = stored.Job;
        DeletedAt = stored.DeletedAt;
        IsUnread = stored.IsUnread;
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
