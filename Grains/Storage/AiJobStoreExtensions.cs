namespace OrleansAiJobs.Grains.Storage;

internal static class AiJobStoreExtensions
{
    /// <summary>The whole row; null when there is none.</summary>
    public static async Task<StoredJob?> ReadAsync(this IAiJobStore store, Guid id, CancellationToken cancellationToken) =>
        (await store.FindAsync(id, cancellationToken))?.Stored;
}
