using Microsoft.Extensions.AI;
using Microsoft.Extensions.Caching.Distributed;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using OrleansAiJobs.Grains.JobTypes;

namespace OrleansAiJobs.Grains.Ai.Caching;

/// <summary>
/// Remembers valid answers for <see cref="AiOptions.CacheDuration"/>, for each user alone: the same question of the same user to the
/// same model is not paid for twice. A store that is away, slow or holds what cannot be read costs the memory, never the job.
/// </summary>
internal sealed partial class AnswerCache(IDistributedCache store, IOptions<AiOptions> options, TimeProvider timeProvider, ILogger<AnswerCache> logger)
{
    // An answer takes seconds: a memory that takes as long is of no use.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);

    /// <summary>The client with the memory before it; null when answers are not to be remembered.</summary>
    /// <param name="client">Answers what is not known.</param>
    /// <param name="prompt">What is asked.</param>
    /// <param name="userId">Who asks.</param>
    public RememberedAnswer? Over(IChatClient client, JobPrompt prompt, Guid userId) => options.Value.CacheDuration > TimeSpan.Zero
        ? new RememberedAnswer(client, store, this, prompt, [userId.ToString(), options.Value.Model, options.Value.BaseUrl ?? ""])
        : null;

    internal async Task<ChatResponse?> ReadAsync(Func<Task<ChatResponse?>> read, CancellationToken cancellationToken)
    {
        try
        {
            return await read().WaitAsync(Patience, timeProvider, cancellationToken);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            LogNotRead(logger, e);
            return null;
        }
    }

    internal async Task WriteAsync(string key, byte[] answer, CancellationToken cancellationToken)
    {
        var entry = new DistributedCacheEntryOptions { AbsoluteExpirationRelativeToNow = options.Value.CacheDuration };
        try
        {
            await store.SetAsync(key, answer, entry, cancellationToken).WaitAsync(Patience, timeProvider, cancellationToken);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            LogNotWritten(logger, e);
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Whether an answer is known from before could not be read; the AI is asked.")]
    private static partial void LogNotRead(ILogger logger, Exception exception);

    [LoggerMessage(Level = LogLevel.Warning, Message = "An answer could not be remembered.")]
    private static partial void LogNotWritten(ILogger logger, Exception exception);
}
