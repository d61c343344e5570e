using System.ClientModel.Primitives;

namespace OrleansAiJobs.Grains.Ai.Protocol;

/// <summary>What one call showed on the wire.</summary>
/// <param name="heard">Called whenever the provider gives a sign of life.</param>
internal sealed class WireCall(Action heard)
{
    public int? Status { get; private set; }

    /// <summary>The id that the provider gave the call (<c>x-request-id</c>).</summary>
    public string? RequestId { get; private set; }

    /// <summary>As it stands in the header.</summary>
    public string? RetryAfter { get; private set; }

    /// <summary>As it stands in the header.</summary>
    public string? RetryAfterMilliseconds { get; private set; }

    public void Heard() => heard();

    /// <summary>The answer has begun: its headers are here.</summary>
    public void Answered(PipelineResponse response)
    {
        Heard();
        Status = response.Status;
        RequestId = Header(response, "x-request-id");
        RetryAfter = Header(response, "Retry-After");
        RetryAfterMilliseconds = Header(response, "retry-after-ms");
    }

    /// <summary>The events of an answer that is no error, heard as they come.</summary>
    /// <exception cref="AiFailureException">It is no stream of events.</exception>
    public Stream Watch(PipelineResponse response)
    {
        // A missing type is let pass: what the stream holds will show.
        var type = Header(response, "Content-Type");
        return type is null || type.StartsWith("text/event-stream", StringComparison.OrdinalIgnoreCase)
            ? new WatchedStream(response.ContentStream ?? Stream.Null, this)
            : throw new AiFailureException(FailureKind.Unreadable);
    }

    private static string? Header(PipelineResponse response, string name) =>
        response.Headers.TryGetValue(name, out var value) ? value : null;
}
