namespace OrleansAiJobs.Grains.Storage.Batching;

/// <summary>Reads rows for grains that activate: the ids that wait are read by one query.</summary>
internal sealed class BatchReader : IAsyncDisposable
{
    private readonly BatchQueue<RowRead, FoundJob?> _queue;

    /// <param name="limits">How many loops, how large a batch.</param>
    /// <param name="read">Finds what there is of them, in any order.</param>
    /// <param name="isTransient">Whether reading again may help.</param>
    /// <param name="time">Measures how long callers wait.</param>
    public BatchReader(
        BatchLimits limits,
        Func<IReadOnlyList<Guid>, CancellationToken, Task<IReadOnlyList<FoundJob>>> read,
        Func<Exception, bool> isTransient,
        TimeProvider time) =>
        _queue = new BatchQueue<RowRead, FoundJob?>(limits, (requests, token) => ReadAsync(read, requests, token), isTransient, time);

    public void Start() => _queue.Start();

    /// <summary>What there is under that id; null when there is nothing.</summary>
    public async Task<FoundJob?> FindAsync(Guid id, CancellationToken cancellationToken) =>
        (await _queue.CallAsync(new RowRead(id), cancellationToken).ConfigureAwait(ConfigureAwaitOptions.None)).Value;

    public ValueTask DisposeAsync() => _queue.DisposeAsync();

    private static async Task<IReadOnlyList<FoundJob?>> ReadAsync(
        Func<IReadOnlyList<Guid>, CancellationToken, Task<IReadOnlyList<FoundJob>>> read,
        IReadOnlyList<RowRead> requests,
        CancellationToken cancellationToken)
    {
        var rows = await read([.. requests.Select(request => request.Id)], cancellationToken);
        var byId = rows.ToDictionary(row => row.Id);
        return [.. requests.Select(request => byId.GetValueOrDefault(request.Id))];
    }

    private sealed record RowRead(Guid Id) : IBatchRequest
    {
        public int Group => Id.GetHashCode();

        public int TextLength => 0;
    }
}
