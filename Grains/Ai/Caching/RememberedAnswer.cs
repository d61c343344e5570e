using System.Text.Json;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Caching.Distributed;
using OrleansAiJobs.Grains.JobTypes;

namespace OrleansAiJobs.Grains.Ai.Caching;

/// <summary>
/// One call whose answer may be known from before. A new answer is remembered only on <see cref="KeepAsync"/>, since just whoever
/// asked can say that it is valid.
/// </summary>
internal sealed class RememberedAnswer : DistributedCachingChatClient
{
    private readonly AnswerCache _cache;
    private readonly JobPrompt _prompt;
    private readonly Guid _jobId;
    private (string Key, ChatResponse Answer)? _new;

    /// <param name="client">Answers what is not known.</param>
    /// <param name="store">Where answers are kept.</param>
    /// <param name="cache">Whose memory this is.</param>
    /// <param name="prompt">What is asked: the key is made of it and of the call's options, not of the messages, whose delimiters are random.</param>
    /// <param name="jobId">The job that is given the answer.</param>
    /// <param name="scope">What else tells two questions apart: who asks, and whom.</param>
    public RememberedAnswer(IChatClient client, IDistributedCache store, AnswerCache cache, JobPrompt prompt, Guid jobId, IReadOnlyList<object> scope)
        : base(client, store)
    {
        _cache = cache;
        _prompt = prompt;
        _jobId = jobId;
        CacheKeyAdditionalValues = scope;
    }

    /// <summary>Whether the answer was known, and nobody has been asked.</summary>
    public bool IsKnown { get; private set; }

    /// <summary>The answer is complete and valid: the same question will find it.</summary>
    public async Task KeepAsync(CancellationToken cancellationToken)
    {
        // What could not be forgotten is not remembered.
        if (_new is { } entry && await _cache.NoteAsync(_jobId, entry.Key, cancellationToken))
        {
            var answer = JsonSerializer.SerializeToUtf8Bytes(entry.Answer, JsonSerializerOptions.GetTypeInfo(typeof(ChatResponse)));
            await _cache.WriteAsync(entry.Key, answer, cancellationToken);
        }
    }

    protected override string GetCacheKey(IEnumerable<ChatMessage> messages, ChatOptions? options, params ReadOnlySpan<object?> additionalValues) =>
        base.GetCacheKey([new ChatMessage(ChatRole.System, _prompt.Instructions), new ChatMessage(ChatRole.User, _prompt.Content)], options, additionalValues);

    protected override async Task<ChatResponse?> ReadCacheAsync(string key, CancellationToken cancellationToken)
    {
        var answer = await _cache.ReadAsync(() => base.ReadCacheAsync(key, cancellationToken), cancellationToken);
        IsKnown = answer is not null;
        if (answer is not null)
        {
            // It has been paid for.
            answer.Usage = null;
            await _cache.NoteAsync(_jobId, key, cancellationToken);
        }

        return answer;
    }

    protected override Task WriteCacheAsync(string key, ChatResponse value, CancellationToken cancellationToken)
    {
        _new = (key, value);
        return Task.CompletedTask;
    }
}
