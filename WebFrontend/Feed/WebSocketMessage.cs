using System.Buffers;
using System.Text.Json;

namespace OrleansAiJobs.WebFrontend.Feed;

/// <summary>Words frames as <c>{ "event", "id", "data" }</c>, one at a time.</summary>
internal sealed class WebSocketMessage
{
    private readonly ArrayBufferWriter<byte> _buffer = new();

    /// <summary>Valid until the next is written.</summary>
    public ReadOnlyMemory<byte> Write(FeedFrame frame)
    {
        var (name, data) = FeedFrames.Words(frame);
        _buffer.ResetWrittenCount();
        using var json = new Utf8JsonWriter(_buffer);
        json.WriteStartObject();
        json.WriteString("event", name);
        json.WriteString("id", frame.Id);
        json.WritePropertyName("data");
        json.WriteRawValue(data, skipInputValidation: true);
        json.WriteEndObject();
        json.Flush();
        return _buffer.WrittenMemory;
    }
}
