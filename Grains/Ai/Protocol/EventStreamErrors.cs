using System.Buffers;

namespace OrleansAiJobs.Grains.Ai.Protocol;

/// <summary>
/// Finds errors among the events of a stream: an event named <c>error</c>, data that is an error object,
/// or llama.cpp's <c>error:</c> line. Bytes come in any pieces.
/// </summary>
internal sealed class EventStreamErrors
{
    // An error is short; more of a line than this is not kept.
    private const int MaxLineBytes = 64 * 1024;

    private static readonly ProviderError Nameless = new(null, null, null);

    private readonly ArrayBufferWriter<byte> _line = new();
    private bool _eventIsError;

    public ProviderError? Find(ReadOnlySpan<byte> bytes)
    {
        while (bytes.IndexOfAny((byte)'\n', (byte)'\r') is var end and >= 0)
        {
            Keep(bytes[..end]);
            bytes = bytes[(end + 1)..];
            var error = ReadLine(_line.WrittenMemory);
            _line.ResetWrittenCount();
            if (error is not null)
            {
                return error;
            }
        }

        Keep(bytes);
        return null;
    }

    private void Keep(ReadOnlySpan<byte> bytes) => _line.Write(bytes[..Math.Min(bytes.Length, MaxLineBytes - _line.WrittenCount)]);

    private ProviderError? ReadLine(ReadOnlyMemory<byte> line)
    {
        if (TryField(line, "event:"u8, out var name))
        {
            _eventIsError = name.Span.SequenceEqual("error"u8);
            return null;
        }

        if (TryField(line, "error:"u8, out var bare))
        {
            return ProviderError.Read(bare) ?? Nameless;
        }

        if (!TryField(line, "data:"u8, out var data))
        {
            return null;
        }

        if (_eventIsError)
        {
            return ProviderError.Read(data) ?? Nameless;
        }

        // Most chunks hold no such word and need not be read twice.
        return data.Span.IndexOf("\"error\""u8) >= 0 ? ProviderError.Read(data) : null;
    }

    private static bool TryField(ReadOnlyMemory<byte> line, ReadOnlySpan<byte> field, out ReadOnlyMemory<byte> value)
    {
        var found = line.Span.StartsWith(field);
        value = found ? line[field.Length..].Trim((byte)' ') : default;
        return found;
    }
}
