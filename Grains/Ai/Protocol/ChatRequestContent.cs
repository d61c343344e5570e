using System.ClientModel;
using System.Text.Json;

namespace OrleansAiJobs.Grains.Ai.Protocol;

/// <summary>
/// A request on its way. It lets go of its bytes as soon as they are sent, and of what they were made of, else each call would keep them until
/// its answer is complete; if they are wanted once more, since a connection turned out to be closed, it writes them anew.
/// </summary>
internal sealed class ChatRequestContent : BinaryContent
{
    private readonly Func<ChatRequest> _request;
    private byte[]? _json;
    private long? _length;

    /// <param name="request">Gives what is asked, of the same length each time.</param>
    public ChatRequestContent(Func<ChatRequest> request) => (_request, MediaType) = (request, "application/json");

    public override bool TryComputeLength(out long length)
    {
        length = _length ??= (_json ??= Write()).Length;
        return true;
    }

    public override void WriteTo(Stream stream, CancellationToken cancellationToken = default) => stream.Write(Take());

    public override Task WriteToAsync(Stream stream, CancellationToken cancellationToken = default) =>
        stream.WriteAsync(Take(), cancellationToken).AsTask();

    public override void Dispose() => _json = null;

    private byte[] Take()
    {
        var json = _json ?? Write();
        _json = null;
        return json;
    }

    private byte[] Write() => JsonSerializer.SerializeToUtf8Bytes(_request(), ProtocolJson.Relaxed.ChatRequest);
}
