using System.ClientModel;
using OrleansAiJobs.Grains.Ai;

namespace OrleansAiJobs.Tests.Unit.Ai;

public sealed class SentContentTests : IDisposable
{
    private readonly Buffered _buffered = new();
    private readonly SentContent _content;

    public SentContentTests() => _content = new SentContent(_buffered);

    public void Dispose() => _content.Dispose();

    [Fact]
    public async Task What_is_sent_is_let_go_of()
    {
        Assert.True(_content.TryComputeLength(out _));
        Assert.True(_buffered.IsHeld);

        Assert.Equal(Buffered.Bytes, await SendAsync());
        Assert.False(_buffered.IsHeld);
    }

    [Fact]
    public async Task Its_length_is_known_without_making_it_anew()
    {
        _content.TryComputeLength(out _);
        await SendAsync();

        Assert.True(_content.TryComputeLength(out var length));
        Assert.Equal((Buffered.Bytes.Length, false), (length, _buffered.IsHeld));
    }

    [Fact]
    public async Task It_can_be_sent_once_more()
    {
        await SendAsync();

        Assert.Equal(Buffered.Bytes, await SendAsync());
    }

    private async Task<byte[]> SendAsync()
    {
        using var wire = new MemoryStream();
        await _content.WriteToAsync(wire);
        return wire.ToArray();
    }

    /// <summary>As the SDK's: makes what it sends when it is first asked for it, and holds that until its disposal.</summary>
    private sealed class Buffered : BinaryContent
    {
        public static readonly byte[] Bytes = "{}"u8.ToArray();

        public bool IsHeld { get; private set; }

        public override bool TryComputeLength(out long length)
        {
            IsHeld = true;
            length = Bytes.Length;
            return true;
        }

        public override void WriteTo(Stream stream, CancellationToken cancellation = default)
        {
            IsHeld = true;
            stream.Write(Bytes);
        }

        public override async Task WriteToAsync(Stream stream, CancellationToken cancellation = default)
        {
            IsHeld = true;
            await stream.WriteAsync(Bytes, cancellation);
        }

        public override void Dispose() => IsHeld = false;
    }
}
