using System.Text;
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
    private const char Separator = ' ';

    // An answer takes seconds: a memory that takes as long is of no use.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);

    /// <summary>The client with the memory before it; null when answers are not to be remembered.</summary>
    /// <param name="client">Answers what is not known.</param>
    /// <param name="prompt">What is asked.</param>
    /// <param name="asker">Who asks.</param>
    public RememberedAnswer? Over(IChatClient client, JobPrompt prompt, Asker asker) => options.Value.CacheDuration > TimeSpan.Zero
        ? new RememberedAnswer(client, store, this, prompt, asker.JobId, [asker.UserId.ToString(), options.Value.Model, options.Value.BaseUrl ?? ""])
        : null;

    /// <summary>Forgets every answer that the job was given, also where another job of the user was given the same.</summary>
    public async Task ForgetAsync(Guid jobId, CancellationToken cancellationToken)
    {
        if (options.Value.CacheDuration == TimeSpan.Zero)
        {
            return;
        }

        try
        {
            await ForgetAllAsync(jobId, cancellationToken).WaitAsync(Patience, timeProvider, cancellationToken);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            LogNotForgotten(logger, e, jobId);
        }
    }

    /// <summary>Notes that the job was given that answer, so that it can be forgotten; false when that cannot be noted.</summary>
    internal async Task<bool> NoteAsync(Guid jobId, string key, CancellationToken cancellationToken)
    {
        try
        {
            var known = await ReadKeysAsync(jobId, cancellationToken).WaitAsync(Patience, timeProvider, cancellationToken);
            return known.Contains(key, StringComparer.Ordinal)
                || await WriteAsync(ListOf(jobId), Encoding.ASCII.GetBytes(string.Join(Separator, [.. known, key])), cancellationToken);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            LogNotRead(logger, e);
            return false;
        }
    }

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

    internal async Task<bool> WriteAsync(string key, byte[] answer, CancellationToken cancellationToken)
    {
        var entry = new DistributedCacheEntryOptions { AbsoluteExpirationRelativeToNow = options.Value.CacheDuration };
        try
        {
            await store.SetAsync(key, answer, entry, cancellationToken).WaitAsync(Patience, timeProvider, cancellationToken);
            return true;
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            LogNotWritten(logger, e);
            return false;
        }
    }

    // Answers have keys of hexadecimal digits.
    private static string ListOf(Guid jobId) => $"of:{jobId:N}";

    private async Task ForgetAllAsync(Guid jobId, CancellationToken cancellationToken)
    {
        foreach (var key in await ReadKeysAsync(jobId, cancellationToken))
        {
            await store.RemoveAsync(key, cancellationToken);
        }

        await store.RemoveAsync(ListOf(jobId), cancellationToken);
    }

    private async Task<string[]> ReadKeysAsync(Guid jobId, CancellationToken cancellationToken) =>
        await store.GetAsync(ListOf(jobId), cancellationToken) is { } list ? Encoding.ASCII.GetString(list).Split(Separator) : [];

    [LoggerMessage(Level = LogLevel.Warning, Message = "The answers of job {JobId} could not be forgotten; they will expire.")]
    private static partial void LogNotForgotten(ILogger logger, Exception exception, Guid jobId);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Whether an answer is known from before could not be read; the AI is asked.")]
    private static partial void LogNotRead(ILogger logger, Exception exception);

    [LoggerMessage(Level = LogLevel.Warning, Message = "An answer could not be remembered.")]
    private static partial void LogNotWritten(ILogger logger, Exception exception);
}
