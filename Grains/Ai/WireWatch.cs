using System.ClientModel.Primitives;

namespace OrleansAiJobs.Grains.Ai;

/// <summary>
/// Sends a call once, in place of the SDK's retries: those are the job's, and the SDK would wait out a Retry-After of any length. It watches the
/// raw answer, since the SDK takes a 200 for good whatever is in it.
/// </summary>
internal sealed class WireWatch : PipelinePolicy
{
    // The client is shared by all calls, and nothing of ours goes along with a call but where it comes from.
    private static readonly AsyncLocal<WireCall?> Current = new();

    /// <summary>From now on, calls made in this asynchronous method are watched for this one.</summary>
    public static void Watch(WireCall call) => Current.Value = call;

    public override void Process(PipelineMessage message, IReadOnlyList<PipelinePolicy> pipeline, int currentIndex)
    {
        LetGoOnceSent(message.Request);
        ProcessNext(message, pipeline, currentIndex);
        Observe(message.Response);
    }

    public override async ValueTask ProcessAsync(PipelineMessage message, IReadOnlyList<PipelinePolicy> pipeline, int currentIndex)
    {
        LetGoOnceSent(message.Request);
        await ProcessNextAsync(message, pipeline, currentIndex);
        Observe(message.Response);
    }

    private static void LetGoOnceSent(PipelineRequest request)
    {
        if (request.Content is { } content)
        {
            request.Content = new SentContent(content);
        }
    }

    private static void Observe(PipelineResponse? response)
    {
        if (response is null || Current.Value is not { } call)
        {
            return;
        }

        call.Heard();
        call.Status = response.Status;
        call.RequestId = Header(response, "x-request-id");
        call.RetryAfter = Header(response, "Retry-After");
        call.RetryAfterMilliseconds = Header(response, "retry-after-ms");
        if (response.IsError)
        {
            return;
        }

        // A missing type is let pass: what the stream holds will show.
        var type = Header(response, "Content-Type");
        if (type is not null && !type.StartsWith("text/event-stream", StringComparison.OrdinalIgnoreCase))
        {
            throw new AiFailureException(FailureKind.Unreadable);
        }

        if (response.ContentStream is { } stream)
        {
            response.ContentStream = new WatchedStream(stream, call);
        }
    }

    private static string? Header(PipelineResponse response, string name) =>
        response.Headers.TryGetValue(name, out var value) ? value : null;
}
