using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace OrleansAiJobs.Tests.ScriptedAi;

/// <summary>A request that the scripted AI has received, and what became of it.</summary>
public sealed class AiRequest
{
    private readonly TaskCompletionSource<DateTimeOffset> _aborted = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource<DateTimeOffset> _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);

    internal AiRequest(int number, DateTimeOffset receivedAt, HttpContext context, string body)
    {
        Number = number;
        ReceivedAt = receivedAt;
        ConnectionId = context.Connection.Id;
        Path = context.Request.Path;
        Headers = context.Request.Headers.ToDictionary(
            header => header.Key,
            header => header.Value.ToString(),
            StringComparer.OrdinalIgnoreCase);
        Body = body;
        Json = JsonSerializer.Deserialize<JsonElement>(body);
        Messages = [.. Json.GetProperty("messages").EnumerateArray().Select(ChatText.Read)];
        Content = ChatText.WithoutDelimiters(Messages.FirstOrDefault(message => message.Role is "user")?.Text ?? "");
    }

    /// <summary>Counts from 1.</summary>
    public int Number { get; }

    public DateTimeOffset ReceivedAt { get; }

    /// <summary>The same for requests that came over the same connection.</summary>
    public string ConnectionId { get; }

    public string Path { get; }

    public IReadOnlyDictionary<string, string> Headers { get; }

    public string Body { get; }

    public JsonElement Json { get; }

    public IReadOnlyList<ChatText> Messages { get; }

    /// <summary>The first user message, without the lines that delimit it.</summary>
    public string Content { get; }

    public string Instructions => Messages.FirstOrDefault(message => message.Role is "system" or "developer")?.Text ?? "";

    public string Model => Json.GetProperty("model").GetString() ?? "";

    public bool Streaming => Json.TryGetProperty("stream", out var stream) && stream.ValueKind is JsonValueKind.True;

    public bool WantsUsage =>
        Json.TryGetProperty("stream_options", out var options)
        && options.TryGetProperty("include_usage", out var usage)
        && usage.ValueKind is JsonValueKind.True;

    /// <summary>Completes with the time at which the client closed the connection before the reply was over.</summary>
    public Task<DateTimeOffset> Aborted => _aborted.Task;

    /// <summary>Completes with the time at which the reply was over, one way or the other.</summary>
    public Task<DateTimeOffset> Ended => _ended.Task;

    internal void MarkAborted(DateTimeOffset at) => _aborted.TrySetResult(at);

    internal void MarkEnded(DateTimeOffset at) => _ended.TrySetResult(at);
}
