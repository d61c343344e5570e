using Orleans.Serialization;

namespace OrleansAiJobs.WebFrontend.Http;

/// <summary>Tells failures of the cluster and its store, which pass, from bugs, which do not.</summary>
internal static class ClusterFailure
{
    // Internal to the grains, so it is known here by name only; on a client that lacks the type Orleans puts a stand-in.
    private const string StorageExceptionName = "StorageException";

    public static bool Is(Exception exception) => exception switch
    {
        // Rejections, unreachable silos and gateways, lost connections, states that another activation has overtaken.
        OrleansException => true,
        TimeoutException => true,

        // Of our own time limit, or of a silo that is stopping; a client that hung up is sorted out before.
        OperationCanceledException => true,
        UnavailableExceptionFallbackException unknown => IsStorageException(unknown.ExceptionType),
        _ => IsStorageException(exception.GetType().FullName),
    };

    // The stand-in's name may be qualified by its assembly.
    private static bool IsStorageException(string? typeName) =>
        typeName?.Split(',')[0].Split('.')[^1] is { } name && name.Equals(StorageExceptionName, StringComparison.Ordinal);
}
