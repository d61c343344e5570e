using System.Net;
using OrleansAiJobs.Tests.EndToEnd.Api;
using OrleansAiJobs.Tests.ScriptedAi;

namespace OrleansAiJobs.Tests.EndToEnd.Processes;

/// <summary>A key and a prompt that are easy to find again, and a visit that takes the prompt wherever something can go wrong with it.</summary>
internal static class Planted
{
    public const string ApiKey = "sk-planted-4b7e19d2c6";
    public const string Prompt = "planted-prompt-83fa";

    /// <summary>What the AI says to all of it, the refusals repeating key and prompt.</summary>
    public static void Script(ScriptedAiServer ai)
    {
        AiReply[] refusals =
        [
            AiReply.Error(401, "invalid_api_key", message: $"Incorrect API key provided: {ApiKey}."),
            AiReply.Error(400, "content_filter", message: $"Refused: {Prompt}"),
            AiReply.Error(500, "server_error", message: $"{Prompt} {ApiKey}"),
            AiReply.Page($"<html>{Prompt} {ApiKey}</html>"),
            AiReply.Says($"This is no JSON, but {Prompt}"),
        ];
        for (var number = 0; number < refusals.Length; number++)
        {
            var start = $"{number} {Prompt}";
            ai.When(request => request.Content.StartsWith(start, StringComparison.Ordinal), Enumerable.Repeat(refusals[number], 20));
        }

        ai.Default = AiReply.Says("""{"titles":["First","Second","Third"]}""");
    }

    /// <summary>Submits it all, and gives every answer that is no job: those must not repeat the prompt.</summary>
    public static async Task<IReadOnlyList<string>> VisitAsync(ApiClient visitor)
    {
        foreach (var content in Enumerable.Range(0, 5).Select(number => $"{number} {Prompt}").Append($"All is well. {Prompt}"))
        {
            var id = await visitor.SubmitTitlesAsync(content);
            await visitor.FollowToTheEndAsync(id);
        }

        List<string> refusals = [];
        foreach (var (path, body, header) in Refused())
        {
            var answer = await Exchange.SendAsync(new Uri(visitor.Http.BaseAddress!, path), "POST", [$"Cookie: {visitor.Cookie}", header], body);
            Assert.True(answer.Status >= HttpStatusCode.BadRequest, $"{path} {body}: {answer}");
            refusals.Add($"{answer.Body}\n{string.Join('\n', answer.Headers)}");
        }

        return refusals;
    }

    private static IEnumerable<(string Path, string Body, string Header)> Refused()
    {
        const string Nothing = "Accept: */*";
        yield return ("/api/ai/titles", $$"""{"content":"{{Prompt}}""", Nothing);
        yield return ("/api/ai/titles", $$"""{"{{Prompt}}":1,"{{Prompt}}":2}""", Nothing);
        yield return ("/api/ai/titles", $$"""{"content":"x","tone":"{{Prompt}}{{new string('x', 40)}}"}""", Nothing);
        yield return ("/api/ai/titles", $$"""{"content":"x","language":"{{Prompt}} {{Prompt}}"}""", Nothing);
        yield return ("/api/ai/titles", $$"""{"content":"x","count":"{{Prompt}}"}""", Nothing);
        yield return ("/api/ai/poem", $$"""{"content":"{{Prompt}}"}""", Nothing);
        yield return ("/api/ai/batch", $$$"""{"jobs":[{"type":"titles","input":{"content":"{{{Prompt}}}","count":0}}]}""", Nothing);
        yield return ("/api/ai/titles", $$"""{"content":"{{Prompt}}"}""", "Idempotency-Key: a b");
        yield return ("/api/ai/titles", $$"""{"content":"{{Prompt}}"}""", "Content-Encoding: gzip");
    }
}
