using Microsoft.Extensions.AI;
using OrleansAiJobs.Grains.Ai.Caching;
using OrleansAiJobs.Grains.Ai.Protocol;
using OrleansAiJobs.Grains.Interfaces.Jobs;
using OrleansAiJobs.Grains.JobTypes;

namespace OrleansAiJobs.Grains.Ai;

/// <summary>The calls of one attempt, one after the other.</summary>
internal sealed class AiCalls(
    ChatClientFactory clients, AnswerCache cache, IJobType type, StoredInput input, Asker asker, AttemptClock clock)
{
    /// <summary>The latest call on the wire.</summary>
    public WireCall Wire { get; private set; } = new(clock.Heard);

    /// <summary>Whether the local engine answers, which reads texts of any length.</summary>
    public bool AreLocal => clients.IsLocal;

    /// <summary>How many there were, not counting those whose answer was known from before.</summary>
    public int Count { get; private set; }

    /// <summary>
    /// Summed over the calls, as far as the provider told; null before any answer. Tokens it did not tell are 0,
    /// as the model is worth knowing all the same.
    /// </summary>
    public JobUsage? Usage { get; private set; }

    /// <summary>Ends with the attempt.</summary>
    public CancellationToken Token => clock.Token;

    /// <summary>Asks, and once more when the answer cannot be used.</summary>
    /// <param name="question">What to ask.</param>
    /// <param name="sink">Takes the answer as it comes.</param>
    /// <param name="read">Gives the result of an answer, or what is wrong with it.</param>
    public async Task<string> AskAsync(Question question, IAnswerSink sink, Func<string, (string? Result, string? Complaint)> read)
    {
        var messages = new PromptMessages(question);
        var (answer, remembered) = await CallAsync(question, messages, sink, mayBeKnown: !AreLocal);
        var (result, complaint) = read(answer);
        if (result is not null)
        {
            // The answer is here: the attempt's clock no longer counts.
            await (remembered?.KeepAsync(CancellationToken.None) ?? Task.CompletedTask);
            return result;
        }

        if (AreLocal)
        {
            throw new AiFailureException(FailureKind.LocallyImpossible);
        }

        sink.Restart();
        (answer, _) = await CallAsync(question, messages.AgainAfter(answer, complaint), sink, mayBeKnown: false);
        return read(answer).Result ?? throw new AiFailureException(FailureKind.AnswerInvalid);
    }

    private async Task<(string Answer, RememberedAnswer? Remembered)> CallAsync(
        Question question, IEnumerable<ChatMessage> messages, IAnswerSink sink, bool mayBeKnown)
    {
        Wire = new WireCall(clock.Heard);
        if (!AreLocal)
        {
            clock.Heard();
        }

        var answer = new CallAnswer();
        using var client = clients.Create(type, input, Wire);
        using var remembered = mayBeKnown ? cache.Over(client, question.Prompt, asker) : null;
        try
        {
            await ReadAsync((remembered ?? client).GetStreamingResponseAsync(messages, ChatClientFactory.OptionsFor(question.Prompt), clock.Token), answer, sink);
        }
        finally
        {
            Count += remembered is { IsKnown: true } ? 0 : 1;
            AddUsage(answer);
        }

        return answer.Fault is { } fault ? throw new AiFailureException(fault) : (answer.Text, remembered);
    }

    private async Task ReadAsync(IAsyncEnumerable<ChatResponseUpdate> updates, CallAnswer answer, IAnswerSink sink)
    {
        await using var enumerator = updates.GetAsyncEnumerator(clock.Token);
        while (true)
        {
            try
            {
                var more = enumerator.MoveNextAsync();
                if (!more.IsCompleted && !answer.Finished)
                {
                    sink.AwaitMore();
                }

                if (!await more)
                {
                    return;
                }
            }
            catch (Exception e) when (answer.Finished && (e is IOException || clock.Expired is not null))
            {
                // The answer is complete: a cut or a silence now costs no more than usage and [DONE].
                return;
            }
            catch (Exception e) when (clock.Expired is { } kind)
            {
                throw new AiFailureException(kind, e);
            }

            Take(enumerator.Current, answer, sink);
        }
    }

    private static void Take(ChatResponseUpdate update, CallAnswer answer, IAnswerSink sink)
    {
        var text = update.Text;
        answer.Add(update, text);
        if (text.Length > 0)
        {
            sink.Append(text);
        }
    }

    private void AddUsage(CallAnswer answer)
    {
        if (answer.Model is { } model)
        {
            Usage = new JobUsage(
                model,
                (Usage?.InputTokens ?? 0) + (answer.Usage?.InputTokenCount ?? 0),
                (Usage?.OutputTokens ?? 0) + (answer.Usage?.OutputTokenCount ?? 0));
        }
    }
}
