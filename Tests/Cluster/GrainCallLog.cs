using System.Collections.Concurrent;

namespace OrleansAiJobs.Tests.Cluster;

/// <summary>Counts the calls of grains, by the method's name.</summary>
internal sealed class GrainCallLog : IIncomingGrainCallFilter
{
    private readonly ConcurrentDictionary<(string Interface, string Method), int> _calls = new();

    public int Of<TGrain>(string method) => _calls.GetValueOrDefault((typeof(TGrain).Name, method));

    public Task Invoke(IIncomingGrainCallContext context)
    {
        _calls.AddOrUpdate((context.InterfaceMethod.DeclaringType?.Name ?? "", context.InterfaceMethod.Name), 1, (_, count) => count + 1);
        return context.Invoke();
    }
}
