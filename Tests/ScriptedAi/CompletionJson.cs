using System.Text.Json.Nodes;

namespace OrleansAiJobs.Tests.ScriptedAi;

/// <summary>The JSON of OpenAI's chat completions.</summary>
internal sealed class CompletionJson(AiRequest request, AiReply reply)
{
    // OpenAI's tokens are about four characters of English.
    private const int CharactersPerToken = 4;

    private readonly long _created = request.ReceivedAt.ToUnixTimeSeconds();

    public string Role() => Chunk(new JsonObject { ["role"] = "assistant", ["content"] = "" }, null);

    public string Delta(string text, string? finishReason) =>
        Chunk(new JsonObject { [reply.Refusal ? "refusal" : "content"] = text }, finishReason);

    public string Finish(string reason) => Chunk([], reason);

    public string Usage(string answer)
    {
        var chunk = Envelope("chat.completion.chunk");
        chunk["choices"] = new JsonArray();
        chunk["usage"] = Tokens(answer);
        return chunk.ToJsonString();
    }

    public string Whole(string answer)
    {
        var completion = Envelope("chat.completion");
        completion["choices"] = new JsonArray(new JsonObject
        {
            ["index"] = 0,
            ["message"] = new JsonObject { ["role"] = "assistant", [reply.Refusal ? "refusal" : "content"] = answer },
            ["finish_reason"] = reply.FinishReason,
        });
        if (reply.Usage)
        {
            completion["usage"] = Tokens(answer);
        }

        return completion.ToJsonString();
    }

    public string Error() => new JsonObject
    {
        ["error"] = new JsonObject
        {
            ["message"] = reply.ErrorMessage ?? "Scripted to fail.",
            ["type"] = reply.ErrorType,
            ["param"] = null,
            ["code"] = reply.ErrorCode,
        },
    }.ToJsonString();

    private string Chunk(JsonObject delta, string? finishReason)
    {
        var chunk = Envelope("chat.completion.chunk");
        chunk["choices"] = new JsonArray(new JsonObject
        {
            ["index"] = 0,
            ["delta"] = delta,
            ["finish_reason"] = finishReason,
        });
        return chunk.ToJsonString();
    }

    private JsonObject Envelope(string kind) => new()
    {
        ["id"] = $"chatcmpl-{request.Number}",
        ["object"] = kind,
        ["created"] = _created,
        ["model"] = reply.Model ?? request.Model,
    };

    private JsonObject Tokens(string answer)
    {
        var input = request.Messages.Sum(message => message.Text.Length) / CharactersPerToken;
        var output = answer.Length / CharactersPerToken;
        return new JsonObject
        {
            ["prompt_tokens"] = input,
            ["completion_tokens"] = output,
            ["total_tokens"] = input + output,
        };
    }
}
