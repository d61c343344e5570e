using System.Reflection;
using OrleansAiJobs.Grains.Jobs;
using OrleansAiJobs.Grains.Storage;

namespace OrleansAiJobs.Tests.Cluster;

/// <summary>A store that commits a write and then fails to say so, once for each version it is told.</summary>
public class ForgetfulStore : DispatchProxy
{
    private IAiJobStore _store = null!;
    private HashSet<int> _versions = [];

    internal static IAiJobStore Around(IAiJobStore store, params int[] versions)
    {
        var proxy = Create<IAiJobStore, ForgetfulStore>();
        var forgetful = (ForgetfulStore)(object)proxy;
        forgetful._store = store;
        forgetful._versions = [.. versions];
        return proxy;
    }

    protected override object? Invoke(MethodInfo? targetMethod, object?[]? args)
    {
        var answer = targetMethod!.Invoke(_store, args);
        return answer is Task<string> write && args![0] is AiJobState job && _versions.Remove(job.Version) ? ForgetAsync(write) : answer;
    }

    private static async Task<string> ForgetAsync(Task<string> write)
    {
        await write;
        throw new StorageException("The answer was lost.");
    }
}
