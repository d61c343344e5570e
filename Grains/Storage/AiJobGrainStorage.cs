using Orleans.Storage;
using OrleansAiJobs.Grains.Interfaces.Jobs;
using OrleansAiJobs.Grains.Jobs;

namespace OrleansAiJobs.Grains.Storage;

/// <summary>Orleans' grain storage over <c>ai_jobs</c>: the row is the state of the job's grain.</summary>
/// <remarks>
/// Orleans reads the state of an activation before its first call, but of a new job, which is most likely to be submitted by that call, there is
/// nothing to be read: that is put off until somebody needs it.
/// The steps between a grain's call and the database's answer, here and below, touch nothing of a grain: they do without the scheduler of its
/// activation, where each of them would be a task. The grain's own code goes on there.
/// </remarks>
internal sealed class AiJobGrainStorage(IAiJobStore store, TimeProvider time) : IGrainStorage
{
    /// <summary>By then a new job has been submitted. It matters to nothing but speed.</summary>
    private static readonly TimeSpan NewJobAge = TimeSpan.FromSeconds(10);

    public Task ReadStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState) =>
        ReadStateAsync(stateName, grainId, grainState, CancellationToken.None);

    public Task ReadStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState, CancellationToken cancellationToken)
    {
        var record = RecordOf(grainState);
        var id = JobIds.FromGrain(grainId);
        if (record.State is { IsUnread: true } || !NewJobId.IsNewer(id, NewJobAge, time.GetUtcNow()))
        {
            return ReadAsync(id, record, cancellationToken);
        }

        record.State = new AiJobRecord { IsUnread = true };
        record.ETag = null;
        record.RecordExists = false;
        return Task.CompletedTask;
    }

    public Task WriteStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState) =>
        WriteStateAsync(stateName, grainId, grainState, CancellationToken.None);

    public async Task WriteStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState, CancellationToken cancellationToken)
    {
        var record = RecordOf(grainState);
        var job = JobOf(record, grainId);
        record.ETag = await store.WriteAsync(job, record.ETag, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.None);
        record.RecordExists = true;
    }

    public Task ClearStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState) =>
        ClearStateAsync(stateName, grainId, grainState, CancellationToken.None);

    public async Task ClearStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState, CancellationToken cancellationToken)
    {
        var record = RecordOf(grainState);
        var deletedAt = record.State?.DeletedAt;
        await DeleteAsync(JobIds.FromGrain(grainId), record.ETag, deletedAt, cancellationToken);
        record.State = new AiJobRecord { DeletedAt = deletedAt };
        record.ETag = null;
        record.RecordExists = false;
    }

    private async Task ReadAsync(Guid id, IGrainState<AiJobRecord> record, CancellationToken cancellationToken)
    {
        var found = await store.FindAsync(id, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.None);
        record.State = new AiJobRecord { Job = found?.Stored?.Job, DeletedAt = found?.DeletedAt };
        record.ETag = found?.Stored?.ETag;
        record.RecordExists = found?.Stored is not null;
    }

    private static IGrainState<AiJobRecord> RecordOf<T>(IGrainState<T> grainState) =>
        grainState as IGrainState<AiJobRecord> ?? throw new NotSupportedException(
            $"This storage keeps jobs: the state must be {nameof(AiJobRecord)}, not {typeof(T).Name}. Name another storage provider for it.");

    private static AiJobState JobOf(IGrainState<AiJobRecord> record, GrainId grainId)
    {
        var job = record.State?.Job ?? throw new ArgumentException($"Grain {grainId} has no job to store; to remove its row, clear the state.", nameof(record));
        var id = JobIds.FromGrain(grainId);
        return job.Id == id
            ? job
            : throw new ArgumentException($"Grain {grainId} stores row {id}, but its job has the id {job.Id}.", nameof(record));
    }

    // A grain that has never seen its row clears nothing; if there is one after all, it must read before it may clear.
    private async Task DeleteAsync(Guid id, string? eTag, DateTimeOffset? rememberedAt, CancellationToken cancellationToken)
    {
        if (eTag is not null)
        {
            await store.DeleteAsync(id, eTag, rememberedAt, cancellationToken);
        }
        else if (await store.ReadAsync(id, cancellationToken) is { } row)
        {
            throw new InconsistentStateException($"Job {id} was to be cleared, but its row was never read.", row.ETag, currentEtag: null);
        }
    }
}
