using System.Reflection;
using OrleansAiJobs.Grains.Storage;

namespace OrleansAiJobs.Tests.Cluster;

/// <summary>A store whose calls are counted.</summary>
public class LoggedStore : DispatchProxy
{
    private IAiJobStore _store = null!;
    private StoreCallLog _log = null!;

    internal static IAiJobStore Around(IAiJobStore store, StoreCallLog log)
    {
        var proxy = Create<IAiJobStore, LoggedStore>();
        var logged = (LoggedStore)(object)proxy;
        (logged._store, logged._log) = (store, log);
        return proxy;
    }

    protected override object? Invoke(MethodInfo? targetMethod, object?[]? args)
    {
        _log.Add(targetMethod!.Name);
        return targetMethod.Invoke(_store, args);
    }
}
