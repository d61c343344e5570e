using System.Collections.Concurrent;
using Microsoft.Extensions.Caching.Distributed;

namespace OrleansAiJobs.Tests.Unit.Ai;

/// <summary>A store of answers that tests can look into, and that can be away or hang. Nothing expires in it.</summary>
internal sealed class AnswerStore : IDistributedCache
{
    private readonly TaskCompletionSource _asked = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public ConcurrentDictionary<string, (byte[] Value, TimeSpan? Lifetime)> Entries { get; } = new();

    /// <summary>The entries that are answers; the others say which job was given which.</summary>
    public IReadOnlyDictionary<string, (byte[] Value, TimeSpan? Lifetime)> Answers =>
        Entries.Where(entry => !entry.Key.StartsWith("of:", StringComparison.Ordinal)).ToDictionary();

    public bool IsAway { get; set; }

    public bool Hangs { get; set; }

    /// <summary>Completes when it has been asked for the first time.</summary>
    public Task Asked => _asked.Task;

    public byte[]? Get(string key) => throw new NotSupportedException();

    public async Task<byte[]?> GetAsync(string key, CancellationToken token = default)
    {
        await BehaveAsync(token);
        return Entries.TryGetValue(key, out var entry) ? entry.Value : null;
    }

    public void Set(string key, byte[] value, DistributedCacheEntryOptions options) => throw new NotSupportedException();

    public async Task SetAsync(string key, byte[] value, DistributedCacheEntryOptions options, CancellationToken token = default)
    {
        await BehaveAsync(token);
        Entries[key] = (value, options.AbsoluteExpirationRelativeToNow);
    }

    public void Refresh(string key) => throw new NotSupportedException();

    public Task RefreshAsync(string key, CancellationToken token = default) => throw new NotSupportedException();

    public void Remove(string key) => throw new NotSupportedException();

    public async Task RemoveAsync(string key, CancellationToken token = default)
    {
        await BehaveAsync(token);
        Entries.TryRemove(key, out _);
    }

    private async Task BehaveAsync(CancellationToken cancellationToken)
    {
        _asked.TrySetResult();
        if (Hangs)
        {
            await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, cancellationToken);
        }

        if (IsAway)
        {
            throw new IOException("The store is away.");
        }
    }
}
