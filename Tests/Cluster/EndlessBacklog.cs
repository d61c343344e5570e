using System.Reflection;
using OrleansAiJobs.Grains.Storage;

namespace OrleansAiJobs.Tests.Cluster;

/// <summary>A store in which there is always one more job that retention has outlived.</summary>
public class EndlessBacklog : DispatchProxy
{
    private IAiJobStore _store = null!;

    internal static IAiJobStore In(IAiJobStore store)
    {
        var proxy = Create<IAiJobStore, EndlessBacklog>();
        ((EndlessBacklog)(object)proxy)._store = store;
        return proxy;
    }

    protected override object? Invoke(MethodInfo? targetMethod, object?[]? args) =>
        targetMethod!.Name is nameof(IAiJobStore.DeleteFinishedBeforeAsync) ? DeleteOneAsync((CancellationToken)args![2]!) : targetMethod.Invoke(_store, args);

    private static async Task<int> DeleteOneAsync(CancellationToken cancellationToken)
    {
        await Task.Yield();
        cancellationToken.ThrowIfCancellationRequested();
        return 1;
    }
}
