using System.Collections.Concurrent;

namespace OrleansAiJobs.Tests.Cluster;

/// <summary>Counts what the store is asked.</summary>
internal sealed class StoreCallLog
{
    private readonly ConcurrentDictionary<string, int> _calls = new(StringComparer.Ordinal);

    public int Of(string method) => _calls.GetValueOrDefault(method);

    public void Add(string method) => _calls.AddOrUpdate(method, 1, (_, count) => count + 1);
}
