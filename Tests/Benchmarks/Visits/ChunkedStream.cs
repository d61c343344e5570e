using System.Net.Sockets;

namespace OrleansAiJobs.Tests.Benchmarks.Visits;

/// <summary>
/// The body of an HTTP/1.1 answer in chunks (RFC 9112, section 7.1), read from the socket into the caller's buffer and decoded there:
/// it needs none of its own, so ten thousand cost little.
/// </summary>
/// <param name="socket">Where it comes from.</param>
/// <param name="head">What was read of it together with the answer's headers.</param>
internal sealed class ChunkedStream(Socket socket, byte[] head) : Stream
{
    private byte[] _head = head;
    private State _state = State.Size;
    private int _left;

    private enum State
    {
        Size,
        SizeEnd,
        Data,
        DataEnd,
    }

    /// <summary>When the newest bytes had come.</summary>
    public long ReadAt { get; private set; }

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        while (true)
        {
            var count = await ReceiveAsync(buffer, cancellationToken);
            if (count == 0)
            {
                return 0;
            }

            ReadAt = TimeProvider.System.GetTimestamp();
            var decoded = Decode(buffer.Span[..count]);
            if (decoded > 0)
            {
                return decoded;
            }
        }
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override void Flush() => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    private ValueTask<int> ReceiveAsync(Memory<byte> buffer, CancellationToken cancellationToken)
    {
        if (_head.Length == 0)
        {
            return socket.ReceiveAsync(buffer, SocketFlags.None, cancellationToken);
        }

        var count = Math.Min(_head.Length, buffer.Length);
        _head.AsMemory(0, count).CopyTo(buffer);
        _head = _head[count..];
        return ValueTask.FromResult(count);
    }

    /// <returns>How many bytes of data now stand at the beginning of the buffer.</returns>
    private int Decode(Span<byte> buffer)
    {
        var (from, to) = (0, 0);
        while (from < buffer.Length)
        {
            if (_state is State.Data)
            {
                var count = Math.Min(_left, buffer.Length - from);
                buffer.Slice(from, count).CopyTo(buffer[to..]);
                (from, to, _left) = (from + count, to + count, _left - count);
                _state = _left == 0 ? State.DataEnd : State.Data;
            }
            else
            {
                Step(buffer[from++]);
            }
        }

        return to;
    }

    private void Step(byte framing)
    {
        if (framing is (byte)'\n')
        {
            // A chunk of length 0 ends the body; then the connection closes, too, or the trailer's bytes are taken for sizes of 0.
            _state = _state is State.DataEnd || _left == 0 ? State.Size : State.Data;
        }
        else if (_state is State.Size)
        {
            if (char.IsAsciiHexDigit((char)framing))
            {
                _left = (_left * 16) + HexValue(framing);
            }
            else
            {
                _state = State.SizeEnd;
            }
        }
    }

    private static int HexValue(byte digit) => digit <= '9' ? digit - '0' : (digit | 0x20) - 'a' + 10;
}
