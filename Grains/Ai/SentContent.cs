using System.ClientModel;

namespace OrleansAiJobs.Grains.Ai;

/// <summary>
/// What a call sends. It lets go of the SDK's buffers, 16 KB at least, as soon as they are sent: else each call would keep them
/// until its answer is complete.
/// </summary>
internal sealed class SentContent : BinaryContent
{
    private readonly BinaryContent _content;
    private long? _length;

    /// <param name="content">Writes itself anew if it is wanted once more.</param>
    public SentContent(BinaryContent content) => (_content, MediaType) = (content, content.MediaType);

    public override bool TryComputeLength(out long length)
    {
        if (_length is null && _content.TryComputeLength(out var computed))
        {
            _length = computed;
        }

        length = _length ?? 0;
        return _length is not null;
    }

    public override void WriteTo(Stream stream, CancellationToken cancellation = default)
    {
        _content.WriteTo(stream, cancellation);
        _content.Dispose();
    }

    public override async Task WriteToAsync(Stream stream, CancellationToken cancellation = default)
    {
        await _content.WriteToAsync(stream, cancellation);
        _content.Dispose();
    }

    public override void Dispose() => _content.Dispose();
}
