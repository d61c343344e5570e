using System.Text.Json;
using Microsoft.Extensions.AI;
using OrleansAiJobs.Grains.Interfaces.Jobs;
using OrleansAiJobs.Grains.JobTypes;

namespace OrleansAiJobs.Grains.Ai;

/// <summary>One attempt: a call, and at most one more to mend its answer.</summary>
internal sealed class AiAttempt(ChatClientFactory clients, IJobType type, JsonElement input, IAnswerSink sink, AttemptClock clock)
{
    /// <summary>The latest call on the wire.</summary>
    public WireCall Wire { get; private set; } = new(clock.Heard);

    /// <summary>
    /// Summed over the calls, as far as the provider told; null before any answer. Tokens it did not tell are 0,
    /// as the model is worth knowing all the same.
    /// </summary>
    public JobUsage? Usage { get; private set; }

    /// <summary>How often the provider was called.</summary>
    public int Calls { get; private set; }

    /// <returns>The job's result.</returns>
    public async Task<string> RunAsync()
    {
        var prompt = type.CreatePrompt(input);
        var messages = PromptMessages.For(prompt);
        var answer = await CallAsync(prompt, messages);
        var result = type.ReadAnswer(input, answer);
        if (result.Json is null && clients.IsLocal)
        {
            throw new AiFailureException(FailureKind.LocallyImpossible);
        }

        if (result.Json is null)
        {
            sink.Restart();
            messages.AddRange(PromptMessages.Repair(answer, result.Complaint));
            result = type.ReadAnswer(input, await CallAsync(prompt, messages));
        }

        return result.Json ?? throw new AiFailureException(FailureKind.AnswerInvalid);
    }

    private async Task<string> CallAsync(JobPrompt prompt, List<ChatMessage> messages)
    {
        Calls++;
        Wire = new WireCall(clock.Heard);
        if (!clients.IsLocal)
        {
            clock.Heard();
        }

        var answer = new CallAnswer();
        using var client = clients.Create(type, input, Wire);
        try
        {
            await ReadAsync(client.GetStreamingResponseAsync(messages, OptionsFor(prompt), clock.Token), answer);
        }
        finally
        {
            AddUsage(answer);
        }

        return answer.Fault is { } fault ? throw new AiFailureException(fault) : answer.Text;
    }

    private async Task ReadAsync(IAsyncEnumerable<ChatResponseUpdate> updates, CallAnswer answer)
    {
        await using var enumerator = updates.GetAsyncEnumerator(clock.Token);
        while (await MoveNextAsync(enumerator, answer))
        {
            var update = enumerator.Current;
            answer.Add(update);
            if (update.Text.Length > 0)
            {
                sink.Append(update.Text);
            }
        }
    }

    private async Task<bool> MoveNextAsync(IAsyncEnumerator<ChatResponseUpdate> updates, CallAnswer answer)
    {
        try
        {
            return await updates.MoveNextAsync();
        }
        catch (Exception e) when (answer.Finished && (e is IOException || clock.Expired is not null))
        {
            // The answer is complete: a cut or a silence now costs no more than usage and [DONE].
            return false;
        }
        catch (Exception e) when (clock.Expired is { } kind)
        {
            throw new AiFailureException(kind, e);
        }
        catch (Exception e) when (e is ArgumentException or FormatException or InvalidOperationException or KeyNotFoundException)
        {
            // The SDK meets chunks of another shape than OpenAI's with whatever its parsing throws, such as for an unknown finish reason.
            throw new AiFailureException(FailureKind.Unreadable, e);
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

    private static ChatOptions OptionsFor(JobPrompt prompt) => new()
    {
        ResponseFormat = ChatResponseFormat.ForJsonSchema(prompt.Schema, prompt.SchemaName),
        AdditionalProperties = new() { ["strict"] = true },
    };
}
