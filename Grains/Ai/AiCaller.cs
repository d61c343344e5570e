using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using OrleansAiJobs.Grains.Ai.Caching;
using OrleansAiJobs.Grains.Ai.LongTexts;
using OrleansAiJobs.Grains.Ai.Protocol;
using OrleansAiJobs.Grains.Braking;
using OrleansAiJobs.Grains.JobTypes;

namespace OrleansAiJobs.Grains.Ai;

internal sealed partial class AiCaller(
    ChatClientFactory clients,
    ReadingRoom room,
    AnswerCache cache,
    IOptions<AiOptions> options,
    TimeProvider timeProvider,
    ILogger<AiCaller> logger) : IAiCaller
{
    public string Engine => clients.Engine;

    public async Task<AiOutcome> AskAsync(
        IJobType type, StoredInput input, Asker asker, IAnswerSink sink, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        using var clock = new AttemptClock(options.Value, watchSilence: !clients.IsLocal, timeProvider, cancellationToken);
        var calls = new AiCalls(clients, cache, type, input, asker, clock);
        try
        {
            var attempt = new AiAttempt(type, input, calls, room, sink);
            var result = await attempt.AskAsync(await attempt.PromptAsync());
            return Outcome(calls) with { Result = result, Sign = calls.Count > 0 ? CallSign.Answered : CallSign.None };
        }
        catch (Exception e) when (cancellationToken.IsCancellationRequested)
        {
            throw new OperationCanceledException("The call to the AI was cancelled.", e, cancellationToken);
        }
#pragma warning disable CA1031 // The one catch-all: the classifier decides what it means, and logs what nobody foresaw.
        catch (Exception e)
#pragma warning restore CA1031
        {
            var failure = Classify(e, calls.Wire);
            return Outcome(calls) with
            {
                Error = failure.Error,
                RetryAfter = failure.RetryAfter,
                Counts = failure.Counts,
                Sign = CallSigns.Of(failure.Kind),
            };
        }
    }

    public Task ForgetAsync(Guid jobId, CancellationToken cancellationToken) => cache.ForgetAsync(jobId, cancellationToken);

    private static AiOutcome Outcome(AiCalls calls) => new()
    {
        ProviderStatus = calls.Wire.Status,
        ProviderRequestId = calls.Wire.RequestId,
        Usage = calls.Usage,
        Calls = calls.Count,
    };

    private Failure Classify(Exception exception, WireCall wire)
    {
        var now = timeProvider.GetUtcNow();
        var failure = FailureClassifier.Classify(new FailureFacts
        {
            Exception = exception,
            Status = wire.Status,
            RetryAfter = RetryAfterHeaders.Read(wire.RetryAfterMilliseconds, wire.RetryAfter, now),
            MaxRetryAfter = options.Value.MaxRetryAfter,
            Now = now,
        });
        Log(failure, exception, wire);
        return failure;
    }

    private void Log(Failure failure, Exception exception, WireCall wire)
    {
        if (failure.Kind is FailureKind.Unexpected)
        {
            LogUnexpected(logger, exception);
        }
        else if (wire.Status is null)
        {
            LogUnanswered(logger, failure.Error.Code, failure.Kind, exception);
        }
        else
        {
            // Without the exception: the provider's words are in it, and may hold parts of the prompt or of the key.
            LogAnswered(logger, failure.Error.Code, failure.Kind, wire.Status, failure.ProviderCode, wire.RequestId);
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Asking the AI failed before it answered: {Code} ({Kind}).")]
    private static partial void LogUnanswered(ILogger logger, string code, FailureKind kind, Exception exception);

    [LoggerMessage(
        Level = LogLevel.Warning,
        Message = "Asking the AI failed: {Code} ({Kind}), HTTP status {ProviderStatus}, error {ProviderCode}, request {ProviderRequestId}.")]
    private static partial void LogAnswered(
        ILogger logger, string code, FailureKind kind, int? providerStatus, string? providerCode, string? providerRequestId);

    [LoggerMessage(Level = LogLevel.Error, Message = "Asking the AI failed in an unforeseen way.")]
    private static partial void LogUnexpected(ILogger logger, Exception exception);
}
