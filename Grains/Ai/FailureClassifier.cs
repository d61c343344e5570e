using System.ClientModel;
using System.Net.Sockets;
using System.Text.Json;

namespace OrleansAiJobs.Grains.Ai;

/// <summary>Says what a failure means: which error people see, whether to try again, and when.</summary>
internal static class FailureClassifier
{
    public static Failure Classify(FailureFacts facts)
    {
        var provider = facts.Exception is ClientResultException { Status: > 0 } e ? ReadBody(e) : null;
        var kind = KindOf(facts.Exception, provider);
        var failure = new Failure(
            kind,
            provider?.Code ?? provider?.Type,
            FailureMessages.For(kind),
            facts.RetryAfter,
            Counts: facts.Status is not 429 && kind is not FailureKind.RateLimited);
        if (!failure.Error.Retryable || facts.RetryAfter is not { } wait)
        {
            return failure with { RetryAfter = null };
        }

        return wait <= facts.MaxRetryAfter
            ? failure
            : failure with { Error = FailureMessages.BackTooLate(failure.Error.Code, facts.Now + wait), RetryAfter = null };
    }

    private static FailureKind KindOf(Exception exception, ProviderError? provider) => exception switch
    {
        AiFailureException e => e.Kind,
        ClientResultException { Status: > 0 } e => ProviderErrors.KindOf(e.Status, provider),
        _ => KindOf(exception),
    };

    private static ProviderError? ReadBody(ClientResultException exception) =>
        exception.GetRawResponse()?.Content is { } body ? ProviderError.Read(body.ToMemory()) : null;

    // The SDK wraps network failures, in ways that change from version to version: the first that says something counts.
    private static FailureKind KindOf(Exception? exception) => exception switch
    {
        null => FailureKind.Unexpected,
        HttpRequestException { HttpRequestError: HttpRequestError.ResponseEnded } => FailureKind.BrokenOff,
        HttpRequestException { InnerException: IOException } => FailureKind.BrokenOff,
        HttpRequestException => FailureKind.Unreachable,
        IOException or SocketException => FailureKind.BrokenOff,
        // Neither our clocks nor our caller: a time-out inside the SDK or the handler, such as on connecting.
        OperationCanceledException or TimeoutException => FailureKind.TimedOut,
        JsonException => FailureKind.Unreadable,
        _ => KindOf(exception.InnerException),
    };
}
