using System.Buffers;
using System.ClientModel;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace OrleansAiJobs.Grains.Ai.Protocol;

/// <summary>
/// A request on its way. It lets go of its bytes as soon as they are sent, else each call would keep them until its answer is complete;
/// if they are wanted once more, since a connection turned out to be closed, it writes them anew.
/// </summary>
internal sealed class ChatRequestContent : BinaryContent
{
    // For everything but the messages.
    private const int SpareBytes = 1024;

    // Nobody puts a request into a page: without this, each letter that is not English would take six bytes.
    private static readonly JsonWriterOptions Writing = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };

    private readonly ChatRequest _request;
    private ReadOnlyMemory<byte>? _json;
    private long? _length;

    public ChatRequestContent(ChatRequest request) => (_request, MediaType) = (request, "application/json");

    public override bool TryComputeLength(out long length)
    {
        length = _length ??= (_json ??= Write()).Length;
        return true;
    }

    public override void WriteTo(Stream stream, CancellationToken cancellationToken = default) => stream.Write(Take().Span);

    public override Task WriteToAsync(Stream stream, CancellationToken cancellationToken = default) =>
        stream.WriteAsync(Take(), cancellationToken).AsTask();

    public override void Dispose() => _json = null;

    private ReadOnlyMemory<byte> Take()
    {
        var json = _json ?? Write();
        _json = null;
        return json;
    }

    private ReadOnlyMemory<byte> Write()
    {
        var buffer = new ArrayBufferWriter<byte>(_request.Messages.Sum(message => message.Content.Length) + SpareBytes);
        using var writer = new Utf8JsonWriter(buffer, Writing);
        JsonSerializer.Serialize(writer, _request, ProtocolJson.Default.ChatRequest);
        return buffer.WrittenMemory;
    }
}
